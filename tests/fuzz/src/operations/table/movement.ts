import { sizeOf } from '@kindling/core';
import type { DataType } from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { type Drawn, drawTensor, finite, listed, some } from '../drawn.ts';
import { all, anyTensor, numeric, type Operation, optional, withComplex, withStrings } from '../operation.ts';
import { drawAxes, drawAxis, drawList, drawOrder, drawReshaped, drawShape, drawTogether } from '../shapes.ts';
import { ofIntegers, segmentSums } from './wrapped.ts';

const flat = { gradient: false } as const;

type Ranks = readonly [number, number];
const ofAnyRank: Ranks = [0, 6];

/** f(x, ...rest), where what follows depends on the shape. */
const moved = (
  name: string,
  ranks: Ranks,
  dtypes: readonly DataType[],
  rest: (draw: Draw, shape: readonly number[]) => readonly unknown[],
  more: Partial<Operation> = {},
): Operation => ({
  name,
  args: (draw) => {
    const x = anyTensor(draw, { ranks, dtypes });
    return [x, ...rest(draw, x.shape)];
  },
  ...more,
});

/** The same under a name for each rank: `slice1d`. */
const ranked = (name: string, ranks: readonly number[], make: (name: string, ranks: Ranks) => Operation): Operation[] =>
  ranks.map((rank) => make(`${name}${rank}d`, [rank, rank]));

const drawSlice = (draw: Draw, shape: readonly number[]): readonly unknown[] => {
  const begin = shape.map((length) => draw.int(length + 1));
  const size = shape.map((length, axis) => (draw.chance(0.3) ? -1 : draw.int(length - begin[axis]! + 1)));
  return [begin, ...optional(draw, size)];
};

const drawPadding = (draw: Draw, shape: readonly number[]): number[][] =>
  shape.map((length) => {
    const before = draw.chance(0.15) ? -draw.int(length + 1) : draw.int(3);
    const after = draw.chance(0.15) ? -draw.int(length + Math.min(0, before) + 1) : draw.int(3);
    return [before, after];
  });

/** cpu's kernel cuts only after the last axis, and otherwise puts numbers where they do not belong. */
const padInSteps = (x: tfjs.Tensor, padding: [number, number][] | [number, number], value = 0): tfjs.Tensor => {
  const paddings = (typeof padding[0] === 'number' ? [padding] : padding) as [number, number][];
  const cut = (length: number): number => Math.max(0, -length);
  const begin = paddings.map(([before]) => cut(before));
  const size = x.shape.map((length, axis) => length - begin[axis]! - cut(paddings[axis]![1]));
  return tfjs.pad(
    tfjs.slice(x, begin, size),
    paddings.map(([a, b]): [number, number] => [Math.max(0, a), Math.max(0, b)]),
    value,
  );
};

const constant = (draw: Draw): readonly unknown[] => optional(draw, draw.int(5) - 2);
const pads = (name: string, ranks: Ranks): Operation => {
  const isPlain = name === 'pad';
  return moved(
    name,
    ranks,
    numeric,
    (draw, shape) => {
      const padding = drawPadding(draw, shape);
      return [name === 'pad1d' ? padding[0] : padding, ...(isPlain ? constant(draw) : optional(draw, 0))];
    },
    { reference: padInSteps },
  );
};
const reverses = (name: string, ranks: Ranks): Operation =>
  moved(name, ranks, numeric, (draw, shape) =>
    name === 'reverse1d' ? [] : optional(draw, drawAxes(draw, shape.length)),
  );
const slices = (name: string, ranks: Ranks): Operation =>
  moved(name, ranks, all, (draw, shape) => {
    const [begin, size] = drawSlice(draw, shape) as [number[], number[]?];
    if (name !== 'slice1d') return [begin, size ?? shape.map(() => -1)];
    return [begin[0], size === undefined || size[0] === -1 ? shape[0]! - begin[0]! : size[0]];
  });

/** Tensors that differ along one axis at most. */
const concats = (name: string, ranks: Ranks): Operation => ({
  name,
  args: (draw) => {
    const shape = drawShape(draw, ...ranks);
    const axis = draw.int(shape.length);
    const dtype = draw.pick(all);
    const parts = drawList(1 + draw.int(4), () => drawTensor(draw, shape.with(axis, draw.int(4)), dtype));
    const from = draw.chance(0.3) ? axis - shape.length : axis;
    return name === 'concat1d' ? [parts] : [parts, name === 'concat' ? from : axis];
  },
});

/** Axis by axis: cpu takes others where there are ellipses, and refuses to cut nothing out from behind an end. */
const cutByAxes = (
  x: tfjs.Tensor,
  begin: number[],
  end: number[],
  strides: number[],
  ...masks: number[]
): tfjs.Tensor => {
  const cut = tfjs.slice_util.sliceInfo(x.shape, begin, end, strides, ...given(masks));
  if (cut.finalShape.includes(0)) return tfjs.zeros(cut.finalShape, x.dtype);
  const y = cut.begin.reduce(
    (part, from, axis) => tfjs.gather(part, tfjs.range(from, cut.end[axis]!, cut.strides[axis], 'int32'), axis),
    x,
  );
  return tfjs.reshape(y, cut.finalShape);
};

/** The masks, those left out too. */
const given = (masks: readonly unknown[]): [number, number, number, number, number] =>
  [0, 1, 2, 3, 4].map((at) => (masks[at] as number | undefined) ?? 0) as [number, number, number, number, number];

/** An entry for some axes: a range of it, one place of it, a new axis before it, or all that others leave. */
const drawEntries = (draw: Draw, shape: readonly number[]): readonly unknown[] => {
  const masks = { begin: 0, end: 0, ellipsis: 0, newAxis: 0, shrink: 0 };
  const [begin, end, strides]: number[][] = [[], [], []];
  const entry = (from: number, to: number, step: number, ...of: readonly (keyof typeof masks)[]): void => {
    for (const name of of) masks[name] |= 1 << begin!.length;
    begin!.push(from);
    end!.push(to);
    strides!.push(step);
  };
  let left = 6 - shape.length;
  let isWhole = draw.chance(0.5);
  for (let axis = 0; axis < shape.length; axis++) {
    if (left-- > 0 && draw.chance(0.15)) entry(draw.int(3), draw.int(3), 1, 'newAxis');
    const length = shape[axis]!;
    if (!isWhole && draw.chance(0.3)) {
      isWhole = true;
      entry(0, 0, 1, 'ellipsis');
      axis += draw.int(shape.length - axis + 1) - 1;
    } else if (draw.chance(0.2)) entry(draw.int(length) - draw.pick([0, length]), 0, 1, 'shrink');
    else {
      const bound = (): number => draw.int(2 * length + 3) - length - 1;
      const open = (['begin', 'end'] as const).filter(() => draw.chance(0.3));
      entry(bound(), bound(), draw.pick([1, 1, 2, -1, -2]), ...open);
    }
  }
  return [begin, end, strides, masks.begin, masks.end, masks.ellipsis, masks.newAxis, masks.shrink];
};

const stridedSlice: Operation = moved(
  'stridedSlice',
  [1, 6],
  [...numeric, 'string'],
  (draw, shape) => {
    if (draw.chance(0.4)) return drawEntries(draw, shape);
    const strides = shape.map(() => draw.pick([1, 1, 2, 3, -1, -2]));
    const bound = (length: number): number => draw.int(2 * length + 3) - length - 1;
    const mask = (): number => (draw.chance(0.7) ? 0 : draw.int(1 << shape.length));
    const rarely = (share: number): number => (draw.chance(1 - share) ? 0 : mask());
    const masks = [mask(), mask(), rarely(0.1), rarely(0.1), rarely(0.2)];
    return [shape.map(bound), shape.map(bound), strides, ...optional(draw, ...masks)];
  },
  { ...flat, reference: cutByAxes },
);

/** Mostly below a length; of a few lists, some before 0 and behind the end. */
const drawIndex = (draw: Draw): ((below: number) => number) => {
  const isOutside = draw.chance(0.04);
  return (below) => (isOutside ? draw.int(below + 4) - 2 : draw.int(Math.max(1, below)));
};

/** Indices along an axis of this length. */
const indices = (draw: Draw, shape: readonly number[], below: number): Drawn => {
  const index = drawIndex(draw);
  return listed(
    'int32',
    drawList(sizeOf(shape), () => index(below)),
    [...shape],
  );
};

const gather = moved('gather', [1, 6], all, (draw, shape) => {
  const axis = draw.int(shape.length);
  const batch = draw.chance(0.2) && !shape.includes(0) ? draw.int(axis + 1) : 0; // of no batches cpu fails
  const outer = [...shape.slice(0, batch), ...drawShape(draw, 0, 2)];
  return [indices(draw, outer, shape[axis]!), draw.chance(0.2) ? axis - shape.length : axis, ...(batch ? [batch] : [])];
});

const gatherND = moved(
  'gatherND',
  [1, 6],
  withStrings,
  (draw, shape) => {
    const depth = draw.int(shape.length + 1);
    const outer = drawShape(draw, 0, 2);
    const index = drawIndex(draw);
    const places = drawList(sizeOf(outer), () => shape.slice(0, depth).map(index)).flat();
    return [listed('int32', places, [...outer, depth])];
  },
  flat,
);

/** Places in a shape, and what goes there. */
const drawScatter = (draw: Draw, dtype: DataType, isUnique = false): readonly [Drawn, Drawn, number[]] => {
  const shape = drawShape(draw, 1, 6);
  const depth = 1 + draw.int(shape.length);
  const first = shape.slice(0, depth);
  const room = sizeOf(first);
  const count = room === 0 ? 0 : Math.min(isUnique ? room : 6, draw.int(6));
  const places = drawList(count, (at) => {
    let rest = isUnique ? at : draw.int(room);
    return [...first]
      .reverse()
      .map((length) => {
        const index = rest % length;
        rest = Math.floor(rest / length);
        return index;
      })
      .reverse();
  });
  const stray = places[0] === undefined || draw.chance(0.96) ? undefined : draw.int(depth);
  if (stray !== undefined) places[0]![stray] = draw.pick([-1, first[stray]!, first[stray]! + 3]);
  const updates = drawTensor(draw, [count, ...shape.slice(depth)], dtype);
  return [listed('int32', places.flat(), [count, depth]), updates, shape];
};

/** cpu takes channels last only. */
const depthToSpaceOfEither = (x: tfjs.Tensor4D, size: number, layout: 'NHWC' | 'NCHW'): tfjs.Tensor => {
  if (layout === 'NHWC') return tfjs.depthToSpace(x, size, layout);
  return tfjs.transpose(tfjs.depthToSpace(tfjs.transpose(x, [0, 2, 3, 1]), size), [0, 3, 1, 2]);
};

const blocks = (draw: Draw, count: number): number[] => drawList(count, () => 1 + draw.int(3));

export const movement: readonly Operation[] = [
  moved('broadcastTo', [0, 4], numeric, (draw, shape) => {
    const grown = shape.map((length) => (length === 1 && draw.chance(0.6) ? draw.int(4) : length));
    return [draw.chance(0.3) ? [1 + draw.int(3), ...grown] : grown];
  }),
  concats('concat', [1, 6]),
  ...ranked('concat', [1, 2, 3, 4], concats),
  moved('diag', [1, 3], numeric, () => [], flat),
  moved('ensureShape', ofAnyRank, numeric, (_draw, shape) => [shape]),
  moved('expandDims', [0, 5], all, (draw, shape) => optional(draw, drawAxis(draw, shape.length + 1))),
  gather,
  gatherND,
  {
    name: 'meshgrid',
    args: (draw) => [
      ...drawList(2, () => drawTensor(draw, [draw.int(5)])),
      ...optional(draw, { indexing: draw.pick(['xy', 'ij']) }),
    ],
    gradient: false,
  },
  moved('mirrorPad', [0, 6], numeric, (draw, shape) => {
    const mode = draw.pick(['reflect', 'symmetric']);
    const beyond = draw.chance(0.05) ? 2 : 0;
    const most = (length: number): number => Math.max(0, beyond + (mode === 'reflect' ? length - 1 : length));
    return [shape.map((length) => [draw.int(most(length) + 1), draw.int(most(length) + 1)]), mode];
  }),
  pads('pad', [0, 6]),
  ...ranked('pad', [1, 2, 3, 4], pads),
  moved('reshape', ofAnyRank, all, (draw, shape) => [drawReshaped(draw, shape)]),
  reverses('reverse', ofAnyRank),
  ...ranked('reverse', [1, 2, 3, 4], reverses),
  moved('slice', [0, 6], all, drawSlice),
  ...ranked('slice', [1, 2, 3, 4], slices),
  moved('split', [1, 6], all, (draw, shape) => {
    const axis = draw.int(shape.length);
    const length = shape[axis]!;
    const first = draw.int(length + 1);
    return [draw.pick([1, length, [first, length - first], [first, -1]]), axis - (draw.chance(0.3) ? shape.length : 0)];
  }),
  moved('squeeze', ofAnyRank, all, (draw, shape) => {
    const ones = shape.flatMap((length, axis) => (length === 1 && draw.chance(0.7) ? [axis] : []));
    return optional(draw, ones);
  }),
  {
    name: 'stack',
    args: (draw) => {
      const shape = drawShape(draw, 0, 6);
      const dtype = draw.pick(all);
      return [
        drawList(1 + draw.int(4), () => drawTensor(draw, shape, dtype)),
        ...optional(draw, drawAxis(draw, shape.length + 1)),
      ];
    },
  },
  stridedSlice,
  moved('tile', ofAnyRank, withStrings, (draw, shape) => [shape.map(() => draw.pick([0, 1, 1, 2, 3]))]),
  moved('transpose', ofAnyRank, all, (draw, shape) => optional(draw, drawOrder(draw, shape.length))),
  moved('unstack', [1, 6], all, (draw, shape) => optional(draw, drawAxis(draw, shape.length))),
  {
    name: 'batchToSpaceND',
    args: (draw) => {
      const rank = 1 + draw.int(2);
      const block = blocks(draw, rank);
      const inner = drawList(rank, () => 2 + draw.int(3));
      const shape = [sizeOf(block) * (1 + draw.int(2)), ...inner, ...drawShape(draw, 0, 1)];
      return [drawTensor(draw, shape, draw.pick(numeric)), block, inner.map(() => [draw.int(2), draw.int(2)])];
    },
  },
  {
    name: 'spaceToBatchND',
    args: (draw) => {
      const rank = 1 + draw.int(2);
      const block = blocks(draw, rank);
      const paddings = block.map(() => [draw.int(3), draw.int(3)]);
      const inner = block.map((size, axis) =>
        Math.max(0, size * (1 + draw.int(3)) - paddings[axis]![0]! - paddings[axis]![1]!),
      );
      return [
        drawTensor(draw, [1 + draw.int(2), ...inner, ...drawShape(draw, 0, 1)], draw.pick(numeric)),
        block,
        paddings,
      ];
    },
  },
  {
    name: 'depthToSpace',
    args: (draw) => {
      const size = 2 + draw.int(2);
      const layout = draw.pick(['NHWC', 'NHWC', 'NCHW'] as const);
      const channels = size * size * (1 + draw.int(2));
      const [height, width] = [draw.int(4), 1 + draw.int(3)];
      const shape = layout === 'NHWC' ? [draw.int(3), height, width, channels] : [draw.int(3), channels, height, width];
      return [drawTensor(draw, shape, draw.pick(numeric)), size, layout];
    },
    reference: depthToSpaceOfEither,
    gradient: false,
  },
  { name: 'scatterND', args: (draw) => drawScatter(draw, draw.pick(numeric)), gradient: false },
  {
    name: 'tensorScatterUpdate',
    args: (draw) => {
      const dtype = draw.pick(numeric);
      const [places, updates, shape] = drawScatter(draw, dtype, true);
      return [drawTensor(draw, shape, dtype), places, updates];
    },
    gradient: false,
  },
  {
    name: 'sparseToDense',
    args: (draw) => {
      const dtype = draw.pick(withStrings);
      const [places, updates, shape] = drawScatter(draw, dtype, true);
      const fill = drawTensor(draw, [], dtype);
      if (places.shape[1] !== shape.length) return [listed('int32', [0]), drawTensor(draw, [1], dtype), [3], fill];
      return [places, updates, shape, ...(dtype === 'float32' ? optional(draw, fill) : [fill])];
    },
    gradient: false,
  },
  {
    name: 'unsortedSegmentSum',
    args: (draw) => {
      const dtype = draw.pick(['float32', 'float32', 'int32'] as const);
      // cpu multiplies all by 0 or 1.
      const x = drawTensor(draw, drawShape(draw, 1, 6), dtype, dtype === 'int32' ? some : finite);
      return [x, indices(draw, [x.shape[0]!], 4), 4];
    },
    reference: ofIntegers(segmentSums, tfjs.unsortedSegmentSum),
  },
  {
    name: 'broadcastArgs',
    args: (draw) => drawTogether(draw, 2).map((shape) => listed('int32', shape)),
    gradient: false,
  },
  moved(
    'booleanMaskAsync',
    [1, 6],
    numeric,
    (draw, shape) => {
      const depth = 1 + draw.int(shape.length);
      const axis = draw.chance(0.2) ? draw.int(shape.length - depth + 1) : 0;
      return [drawTensor(draw, shape.slice(axis, axis + depth), 'bool'), ...(axis === 0 ? optional(draw, 0) : [axis])];
    },
    flat,
  ),
  moved('whereAsync', [0, 6], ['bool'], () => [], flat),
  {
    name: 'setdiff1dAsync',
    args: (draw) => {
      const dtype = draw.pick(['float32', 'int32', 'bool'] as const);
      return [drawTensor(draw, [draw.int(8)], dtype), drawTensor(draw, [draw.int(8)], dtype)];
    },
    gradient: false,
  },
  ...(['lowerBound', 'upperBound', 'searchSorted'] as const).map(
    (name): Operation => ({
      name,
      args: (draw) => {
        const dtype = draw.pick(['float32', 'int32'] as const);
        const outer = drawShape(draw, 0, 3);
        const sorted = drawTensor(draw, [...outer, draw.int(7)], dtype);
        const row = sorted.shape.at(-1)!;
        const ordered = { ...sorted, values: sorted.values.map((_, i) => (i % row) - 2) };
        const side = name === 'searchSorted' ? optional(draw, draw.pick(['left', 'right'])) : [];
        // NaN is before all or after.
        return [ordered, drawTensor(draw, [...outer, draw.int(6)], dtype, finite), ...side];
      },
      gradient: false,
    }),
  ),
  moved('linalg.bandPart', [2, 6], numeric, (draw, shape) => [
    draw.int(shape.at(-2)! + 2) - 1,
    draw.int(shape.at(-1)! + 2) - 1,
  ]),
  moved('real', ofAnyRank, withComplex, () => [], flat),
  moved('imag', ofAnyRank, withComplex, () => [], flat),
  {
    name: 'complex',
    args: (draw) => {
      const shape = drawShape(draw);
      return [drawTensor(draw, shape), drawTensor(draw, shape)];
    },
    gradient: false,
  },
];
