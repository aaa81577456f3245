// internal: the matches that accuracies count
import { ClassMatches, sizeOf } from '@kindling/core';
import { emitClassMatches } from '../../kernels/training/classMatches.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';

export const classMatches: readonly Replacement[] = [
  {
    name: ClassMatches,
    compute: ({ y, prediction }, _attributes, { runtime, address, output }) => {
      if (!isFloat(y, prediction)) return undefined;
      const rows = y!.shape.slice(0, -1);
      const classes = y!.shape.at(-1)!;
      const count = sizeOf(rows);
      const matches = output(rows, 'float32');
      const kernel = runtime.kernel(`${ClassMatches} ${classes}`, (m) => emitClassMatches(m, classes));
      runtime.launch(kernel, [address(y!), address(prediction!), address(matches)], {
        count,
        work: 3 * count * classes,
        flops: 0,
      });
      return matches;
    },
  },
];
