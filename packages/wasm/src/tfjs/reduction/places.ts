// internal: where the greatest or the least number along the last axis is
import { sizeOf } from '@kindling/core';
import { type Best, emitPlaces } from '../../kernels/reduction/places.ts';
import type { Replacement } from '../adapter/replacement.ts';

const placesOf = (best: Best): Replacement => ({
  name: best.name,
  compute: ({ x }, { axis }, { runtime, address, output }) => {
    const { dtype, shape } = x!;
    const [last, size] = [shape.length - 1, sizeOf(shape)];
    if (dtype !== best.dtype || size === 0 || (axis !== last && axis !== -1) || last < 0) return undefined;
    const y = output(shape.slice(0, -1), 'int32');
    const kernel = runtime.kernel(`${best.name} ${dtype}`, (m) => emitPlaces(m, best));
    const length = shape[last]!;
    const count = size / length;
    runtime.launch(kernel, [address(x!), address(y), length], { count, work: count * (5 + length), flops: 0 });
    return y;
  },
});

export const places: readonly Replacement[] = (['ArgMax', 'ArgMin'] as const).flatMap((name) =>
  (['float32', 'int32'] as const).map((dtype) => placesOf({ name, dtype })),
);
