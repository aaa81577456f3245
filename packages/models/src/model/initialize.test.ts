import '@tensorflow/tfjs-backend-cpu';
import { memory, ones, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { defineLayer } from '../layer/defineLayer.ts';
import { input } from '../layer/input.ts';
import { dense } from '../layers/core/dense.ts';
import { batchNormalization } from '../layers/normalization/batchNormalization.ts';
import { sequential } from './sequential.ts';

const net = sequential([
  input({ shape: [4] }),
  dense({ units: 4, name: 'a' }),
  dense({ units: 4, name: 'b' }),
  batchNormalization(),
]);
const kernels = async (seed: number | undefined) => {
  const { params } = net.init({ seed });
  return [await params['a/kernel']?.array(), await params['b/kernel']?.array()];
};

test('the same seed gives the same weights, another seed others', async () => {
  expect(await kernels(1)).toEqual(await kernels(1));
  expect(await kernels(1)).not.toEqual(await kernels(2));
});

test('every weight is drawn for itself', async () => {
  const [a, b] = await kernels(1);
  expect(a).not.toEqual(b);
  const slot = () => ({ a: { shape: [3, 3], init: 'glorotUniform' as const } });
  const both = defineLayer()({
    kind: 'both',
    params: slot,
    state: slot,
    call: (_options, { x, state }) => ({ y: x, state }),
  });
  const { params, state } = sequential([input({ shape: [1] }), both()]).init({ seed: 1 });
  expect(await params['both/a']?.array()).not.toEqual(await state['both/a']?.array());
});

test('without a seed one is drawn', async () => {
  expect(await kernels(undefined)).not.toEqual(await kernels(undefined));
});

test('what begins in the same place begins alike, whatever it is called', async () => {
  const other = sequential([input({ shape: [4] }), dense({ units: 4 })]);
  expect(await other.init({ seed: 1 }).params['dense/kernel']?.array()).toEqual((await kernels(1))[0]);
});

test('weights come in the order and with the shapes that the model tells, and nothing else is left', () => {
  const before = memory().numTensors;
  const { params, state } = net.init();
  expect(Object.keys(params)).toEqual(Object.keys(net.weightShapes.params));
  expect(Object.keys(state)).toEqual(Object.keys(net.weightShapes.state));
  for (const [name, tensor] of Object.entries({ ...params, ...state })) {
    expect(tensor.shape).toEqual({ ...net.weightShapes.params, ...net.weightShapes.state }[name]);
  }
  expect(memory().numTensors - before).toBe(8);
});

test("a user's own initializer gets the shape and a key; what it gives must fit, and nothing is left where not", async () => {
  const own = (values: (shape: readonly number[]) => ReturnType<typeof ones>) => ({ kind: 'own', config: {}, values });
  const made = (values: Parameters<typeof own>[0]) =>
    sequential([input({ shape: [2] }), dense({ units: 3, kernelInitializer: own(values) })]);
  expect(
    await made((shape) => ones([...shape]))
      .init()
      .params['dense/kernel']?.array(),
  ).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  const before = memory().numTensors;
  expect(() => made(() => zeros([3])).init()).toThrow(
    'sequential: what own gives for "dense/kernel" must be float32 [2, 3], got float32 [3]',
  );
  expect(memory().numTensors).toBe(before);
});

test('a seed that is none is refused', () => {
  expect(() => net.init({ seed: -1 })).toThrow('random: seed must be a safe integer of at least 0, got -1');
});
