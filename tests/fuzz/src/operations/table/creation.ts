import type { DataType } from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-core';
import type { Draw } from '../../draw.ts';
import { drawTensor } from '../drawn.ts';
import { anyTensor, numeric, type Operation, optional, withComplex } from '../operation.ts';
import { drawShape } from '../shapes.ts';

const made = (name: string, args: Operation['args'], more: Partial<Operation> = {}): Operation => ({
  ...{ name, args, gradient: false },
  ...more,
});

const filling = (draw: Draw, dtype: DataType): unknown => {
  if (dtype === 'string') return draw.pick(['', 'ab']);
  return dtype === 'bool' ? draw.int(2) : draw.int(9) - 4;
};

/** Of a seed: drawn on the host, the same on every backend. */
const random = (name: string, rest: (draw: Draw) => readonly unknown[]): Operation =>
  made(name, (draw) => [drawShape(draw), ...rest(draw)]);

const seeded = (draw: Draw): readonly unknown[] => [draw.int(3), 2, draw.pick(['float32', 'int32']), 1 + draw.int(99)];

const nested = (shape: readonly number[], value: unknown): unknown => {
  const [length, ...rest] = shape;
  return length === undefined ? value : Array.from({ length }, () => nested(rest, value));
};

const filledLists = (name: string, rank: number): Operation =>
  made(name, (draw) => {
    const dtype = draw.pick([...numeric, 'string'] as const);
    const shape = Array.from({ length: rank }, () => 1 + draw.int(3));
    const value = dtype === 'string' ? 'ab' : dtype === 'bool' ? true : draw.int(9) - 4;
    return rank === 0 ? [value, dtype] : [nested(shape, value), undefined, dtype];
  });

export const creation: readonly Operation[] = [
  made('eye', (draw) => [draw.int(5), ...optional(draw, draw.int(5), draw.pick([[2], [1, 3]]), draw.pick(numeric))]),
  made('fill', (draw) => {
    const dtype = draw.pick([...numeric, 'string'] as const);
    return [drawShape(draw), filling(draw, dtype), ...(dtype === 'string' ? [] : [dtype])];
  }),
  made('linspace', (draw) => [draw.int(5), draw.int(20) - 5, 1 + draw.int(9)]),
  made('ones', (draw) => [drawShape(draw), ...optional(draw, draw.pick(withComplex))]),
  made('zeros', (draw) => [drawShape(draw), ...optional(draw, draw.pick(withComplex))]),
  made('oneHot', (draw) => [
    anyTensor(draw, { ranks: [0, 5], dtypes: ['int32'] }),
    1 + draw.int(6),
    ...optional(draw, draw.int(4) - 1, draw.int(3) - 1, draw.pick(numeric)),
  ]),
  made('range', (draw) => [
    draw.int(9) - 4,
    draw.int(15) - 7,
    ...optional(draw, draw.pick([1, 2, -1, -3, 0.5]), draw.pick(['float32', 'int32'])),
  ]),
  made('multinomial', (draw) => [drawTensor(draw, [1 + draw.int(3), 2 + draw.int(4)]), 1 + draw.int(6), 7], {
    random: true,
  }),
  random('rand', () => [() => 0.25, ...['float32']]),
  random('randomGamma', (draw) => [2, 2, draw.pick(['float32', 'int32']), 1 + draw.int(99)]),
  random('randomNormal', seeded),
  random('randomStandardNormal', (draw) => [draw.pick(['float32', 'int32']), 1 + draw.int(99)]),
  random('randomUniform', (draw) => [0, 3, draw.pick(['float32', 'int32', 'bool']), 1 + draw.int(99)]),
  random('randomUniformInt', (draw) => [-5, 5, 1 + draw.int(99)]),
  random('truncatedNormal', seeded),
  filledLists('scalar', 0),
  filledLists('tensor', 2),
  ...[1, 2, 3, 4, 5, 6].map((rank) => filledLists(`tensor${rank}d`, rank)),
  made('variable', (draw) => [anyTensor(draw, { dtypes: numeric })], {
    call: (x: tfjs.Tensor) => {
      const variable = tfjs.variable(x);
      const copy = tfjs.clone(variable);
      variable.dispose();
      return copy;
    },
  }),
  made('buffer', (draw) => [drawShape(draw), draw.pick(numeric)], {
    call: (shape: number[], dtype: DataType) => tfjs.buffer(shape, dtype as 'float32').toTensor(),
  }),
];
