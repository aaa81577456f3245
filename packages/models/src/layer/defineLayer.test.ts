import '@tensorflow/tfjs-backend-cpu';
import { positiveInteger } from '@kindling/core';
import { add, cast, concat, matMul, mul, ones, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { dense } from '../layers/core/dense.ts';
import { concatenate } from '../layers/merge/concatenate.ts';
import { sequential } from '../model/sequential.ts';
import { defineLayer } from './defineLayer.ts';
import { input } from './input.ts';

const affine = defineLayer<{ units: number; gain?: number | undefined }>()({
  kind: 'affine',
  defaults: { gain: 1 },
  params: ({ units }, shape) => ({
    kernel: { shape: [shape.at(-1) ?? 0, units], init: 'ones' },
    bias: { shape: [units], init: 'zeros' },
  }),
  output: ({ units }, shape) => [...shape.slice(0, -1), units],
  call: ({ gain }, { params, x }) => mul(add(matMul(x, params.kernel), params.bias), gain),
});

const counter = defineLayer()({
  kind: 'counter',
  state: (_options, shape) => ({ seen: { shape: shape.slice(-1), init: 'zeros' } }),
  call: (_options, { state, x, training }) => ({ y: x, state: training ? { seen: add(state.seen, 1) } : state }),
});

test('options and defaults, parameters and output are those of the definition', async () => {
  const net = sequential([
    input({ shape: [2] }),
    affine({ units: 3, gain: 10 }),
    affine({ units: 1, gain: undefined }),
  ]);
  expect(net.outputShape).toEqual([null, 1]);
  expect(net.weightShapes.params).toEqual({
    'affine/kernel': [2, 3],
    'affine/bias': [3],
    'affine_1/kernel': [3, 1],
    'affine_1/bias': [1],
  });
  expect(await net.apply(net.init(), tensor2d([[1, 2]])).array()).toEqual([[90]]);
  expect(affine({ units: 3 }).config).toEqual({ units: 3, gain: 1 });
  expect(affine.kind).toBe('affine');
});

test('state is carried from step to step, and given back unchanged in inference', async () => {
  const net = sequential([input({ shape: [2] }), counter({ name: 'mine' })]);
  let { params, state } = net.init();
  for (const _ of [1, 2, 3]) ({ state } = net.apply({ params, state }, ones([1, 2]), { training: true }));
  expect(await state['mine/seen']?.array()).toEqual([3, 3]);
  expect(net.apply({ params, state }, ones([1, 2]), { training: false }).state).toEqual(state);
});

test('a layer reads float32, whatever the dtype of the input', () => {
  const seen: string[] = [];
  const probe = defineLayer()({
    kind: 'probe',
    call: (_options, { x }) => {
      seen.push(x.dtype);
      return x;
    },
  });
  const net = sequential([input({ shape: [2], dtype: 'int32' }), probe()]);
  const y = net.apply(net.init(), cast(ones([1, 2]), 'int32'));
  expect([...seen, y.dtype]).toEqual(['float32', 'float32']);
});

test('a layer that gives another shape or dtype than it declares, or no next state, is refused by name', () => {
  const applied = (layer: Parameters<typeof sequential>[0][1]) => () => {
    const net = sequential([input({ shape: [2] }), layer!]);
    return net.apply(net.init(), ones([1, 2]));
  };
  const wide = defineLayer()({ kind: 'wide', call: (_options, { x }) => concat([x, x], -1) });
  const integers = defineLayer()({ kind: 'integers', call: (_options, { x }) => cast(x, 'int32') });
  const nothing = defineLayer()({ kind: 'nothing', call: () => undefined as never });
  const forgetful = defineLayer()({
    kind: 'forgetful',
    state: () => ({ seen: { shape: [1], init: 'zeros' } }),
    call: (_options, { x }) => ({ y: x }) as never,
  });
  expect(applied(wide())).toThrow('wide: its output must be float32 [null, 2], got float32 [1, 4]');
  expect(applied(integers())).toThrow('integers: its output must be float32 [null, 2], got int32 [1, 2]');
  expect(applied(nothing())).toThrow('nothing: its output must be float32 [null, 2], got undefined');
  expect(applied(forgetful({ name: 'last' }))).toThrow(
    'last: its next state "seen" must be float32 [1], got undefined',
  );
});

test('options are refused where a definition lists its own, and copied', () => {
  const picky = defineLayer<{ size: number }>()({
    kind: 'picky',
    options: { size: positiveInteger },
    call: (_options, { x }) => x,
  });
  expect(() => picky({ size: 0 })).toThrow('picky: size must be a positive integer, got 0');
  expect(() => picky({ sise: 3 } as never)).toThrow('picky: unknown option "sise"; did you mean "size"?');
  expect(() => defineLayer()({ kind: 'a/b', call: (_options, { x }) => x })).toThrow(
    'defineLayer: kind must be a string',
  );
  const options = { size: 3 };
  const layer = picky(options);
  options.size = 4;
  expect(layer.config).toEqual({ size: 3 });
  expect(Object.isFrozen(layer.config)).toBe(true);
});

test('a layer is data: its JSON is its kind and options, its name where it was given', () => {
  expect(JSON.parse(JSON.stringify([affine({ units: 3 }), counter({ name: 'c', trainable: false })]))).toEqual([
    { kind: 'affine', config: { units: 3, gain: 1 } },
    { kind: 'counter', name: 'c', trainable: false, config: {} },
  ]);
});

test('a copy has another name, or is frozen, and is a layer of its own', () => {
  const layer = dense({ units: 3, name: 'a' });
  const copy = layer.with({ trainable: false });
  expect([copy.name, copy.frozen, copy.config, layer.frozen]).toEqual(['a', true, layer.config, false]);
  expect(layer.with({ name: 'b' }).name).toBe('b');
  expect(() => layer.with({ name: '' })).toThrow('dense: name must be a string');
});

test('a record is refused where a tensor is read, in words', () => {
  const record = { a: input({ shape: [4] }) };
  const message = 'it reads a tensor, or a list of them, got { a }';
  expect(() => dense({ units: 3 })(record as never)).toThrow(`dense: ${message}`);
  expect(() => concatenate()(record as never)).toThrow(`concatenate: ${message}`);
});

test('types are those of the definition', () => {
  const refused: readonly (() => unknown)[] = [
    // @ts-expect-error the table forgets `by`
    () => defineLayer<{ by: number; too?: number }>()({ kind: 'c', options: {}, call: (_c, { x }) => x }),
    () =>
      defineLayer<{ by?: number }>()({
        kind: 'd',
        // @ts-expect-error an option that may be left out needs a default, or to be optional
        options: { by: positiveInteger },
        call: (_c, { x }) => x,
      }),
    // @ts-expect-error units is required
    () => affine({ gain: 2 }),
    // @ts-expect-error units is required
    () => dense({}),
    // @ts-expect-error no such activation
    () => dense({ units: 3, activation: 'rellu' }),
    // @ts-expect-error no such option
    () => dense({ units: 3, unit: 4 }),
    // @ts-expect-error concatenate reads a list
    () => concatenate()(input({ shape: [1] })),
    // @ts-expect-error a sequence opens with its input
    () => sequential([dense({ units: 3 })]),
    () =>
      // @ts-expect-error the next state is missing
      defineLayer()({ kind: 'a', state: (_c, shape) => ({ s: { shape, init: 'zeros' } }), call: (_c, { x }) => x }),
    () =>
      defineLayer()({
        kind: 'b',
        // @ts-expect-error no such initializer
        params: (_c, shape) => ({ s: { shape, init: 'zeroes' } }),
        call: (_c, { x }) => x,
      }),
  ];
  const join = defineLayer<{ axis?: number }, readonly Tensor[]>()({
    kind: 'join',
    defaults: { axis: -1 },
    output: (_options, shapes) => [(shapes[0]?.[0] ?? 0) + (shapes[1]?.[0] ?? 0)],
    call: ({ axis }, { x }) => concat([...x], axis),
  });
  expect(join()([input({ shape: [2] }), input({ shape: [3] })]).shape).toEqual([null, 5]);
  expect(refused).toHaveLength(10);
});
