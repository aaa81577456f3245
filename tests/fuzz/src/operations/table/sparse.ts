import type { Draw } from '../../draw.ts';
import { type Drawn, drawTensor, listed } from '../drawn.ts';
import { anyTensor, type Operation, optional } from '../operation.ts';
import { drawList, drawShape } from '../shapes.ts';

const of = (name: string, args: Operation['args']): Operation => ({ name, args, gradient: false });

/** Rising numbers from 0 on. */
const rising = (draw: Draw, count: number, step: number): number[] => {
  let at = 0;
  return drawList(count, (i) => {
    at += i === 0 ? 0 : draw.int(step + 1);
    return at;
  });
};

const segments = (name: string): Operation =>
  of(`sparse.${name}`, (draw) => {
    const rows = 1 + draw.int(4);
    const data = drawTensor(draw, [rows, ...drawShape(draw, 0, 2)], draw.pick(['float32', 'int32']));
    const count = draw.int(6);
    const ids = draw.chance(0.9) ? rising(draw, count, 1) : drawList(count, () => draw.int(4) - 1);
    return [
      data,
      listed(
        'int32',
        drawList(count, () => draw.int(rows + (draw.chance(0.05) ? 1 : 0))),
      ),
      listed('int32', ids),
    ];
  });

/** Where rows begin, and the last ends. */
const splits = (draw: Draw, rows: number): Drawn => listed('int32', rising(draw, rows + 1, 3));

const texts = (draw: Draw): Drawn => anyTensor(draw, { dtypes: ['string'], ranks: [1, 1] });

export const sparse: readonly Operation[] = [
  of('sparse.sparseFillEmptyRows', (draw) => {
    const [rows, columns, count] = [1 + draw.int(5), 1 + draw.int(3), draw.int(5)];
    const at = rising(draw, count, 2).map((row) => Math.min(row, rows - (draw.chance(0.95) ? 1 : 0)));
    const dtype = draw.pick(['float32', 'int32'] as const);
    const places = at.flatMap((row) => [row, draw.int(columns)]);
    return [
      listed('int32', places, [count, 2]),
      drawTensor(draw, [count], dtype),
      listed('int32', [rows, columns]),
      drawTensor(draw, [], dtype),
    ];
  }),
  of('sparse.sparseReshape', (draw) => {
    const [rows, columns, count] = [1 + draw.int(4), 1 + draw.int(4), draw.int(5)];
    const places = drawList(count, () => [draw.int(rows), draw.int(columns)]).flat();
    const to = draw.pick([[rows * columns], [columns, rows], [-1], [1, -1], [-1, -1], [rows + 1, -1]]);
    return [listed('int32', places, [count, 2]), listed('int32', [rows, columns]), listed('int32', to)];
  }),
  segments('sparseSegmentMean'),
  segments('sparseSegmentSum'),
  of('raggedGather', (draw) => {
    const rows = 1 + draw.int(4);
    const outer = splits(draw, rows);
    const values = drawTensor(
      draw,
      [outer.values.at(-1) as number, ...drawShape(draw, 0, 1)],
      draw.pick(['float32', 'int32']),
    );
    return [
      [outer],
      values,
      listed(
        'int32',
        drawList(1 + draw.int(4), () => draw.int(rows)),
      ),
      1,
    ];
  }),
  of('raggedRange', (draw) => {
    const count = 1 + draw.int(4);
    const dtype = draw.pick(['float32', 'int32'] as const);
    const numbers = (least: number, span: number): Drawn =>
      listed(
        dtype,
        drawList(count, () => least + draw.int(span)),
      );
    return [numbers(-2, 5), numbers(0, 9), numbers(1, 3)];
  }),
  of('raggedTensorToTensor', (draw) => {
    const rows = 1 + draw.int(4);
    const outer = splits(draw, rows);
    const dtype = draw.pick(['float32', 'int32'] as const);
    const values = drawTensor(draw, [outer.values.at(-1) as number], dtype);
    return [listed('int32', [rows, 1 + draw.int(4)]), values, drawTensor(draw, [], dtype), [outer], ['ROW_SPLITS']];
  }),
  of('string.stringNGrams', (draw) => {
    const rows = 1 + draw.int(3);
    const data = splits(draw, rows);
    const widths = drawList(1 + draw.int(2), () => 1 + draw.int(3));
    return [
      drawTensor(draw, [data.values.at(-1) as number], 'string'),
      data,
      '|',
      widths,
      'LP',
      'RP',
      draw.int(3) - 1,
      draw.chance(0.5),
    ];
  }),
  of('string.stringSplit', (draw) => [texts(draw), draw.pick([' ', '', ',']), ...optional(draw, draw.chance(0.5))]),
  of('string.stringToHashBucketFast', (draw) => [anyTensor(draw, { dtypes: ['string'] }), 1 + draw.int(9)]),
  of('string.staticRegexReplace', (draw) => [
    anyTensor(draw, { dtypes: ['string'] }),
    draw.pick(['a', '[ ,]', '$']),
    'x',
    ...optional(draw, draw.chance(0.5)),
  ]),
];
