import { expect, test } from 'vitest';
import { input } from '../layer/input.ts';
import { dense } from '../layers/core/dense.ts';
import { add } from '../layers/merge/add.ts';
import { batchNormalization } from '../layers/normalization/batchNormalization.ts';
import { layOut } from './layOut.ts';

test('values are numbered from the inputs on, weights named by their layer', () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
  const shared = dense({ units: 3, useBias: false });
  const sum = add()([shared(a), shared(b)]);
  const graph = layOut('model', {
    inputForm: ['a', 'b'],
    inputs: new Map([
      [a, 'a'],
      [b, 'b'],
    ]),
    outputForm: 'one',
    outputs: [sum],
  });
  expect(graph.nodes.map(({ member, reads, gives }) => [member.name, reads, gives.map(({ value }) => value)])).toEqual([
    ['dense', [0], [2]],
    ['dense', [1], [3]],
    ['add', [2, 3], [4]],
  ]);
  expect(graph.outputs).toEqual([{ value: 4, shape: [null, 3] }]);
  expect(graph.inputs).toEqual([
    { name: 'a', shape: [null, 2], dtype: 'float32' },
    { name: 'b', shape: [null, 2], dtype: 'float32' },
  ]);
  expect(graph.params.map(({ name, key, trainable }) => [name, key, trainable])).toEqual([
    ['dense/kernel', 'kernel', true],
  ]);
});

const chain = (outputs: Parameters<typeof layOut>[1]['outputs'], x: ReturnType<typeof input>) =>
  layOut('model', { inputForm: 'one', inputs: new Map([[x, 'x']]), outputForm: 'one', outputs });

test('the parameters of a frozen layer are not trained', () => {
  const x = input({ shape: [2] });
  const y = dense({ units: 2 })(batchNormalization({ trainable: false })(x));
  const { params, state } = chain([y], x);
  expect(params.filter(({ trainable }) => trainable).map(({ name }) => name)).toEqual(['dense/kernel', 'dense/bias']);
  expect(state.map(({ name }) => name)).toEqual(['batchNormalization/movingMean', 'batchNormalization/movingVariance']);
});

test('a layer cannot be shared between inputs that need other weights', () => {
  const x = input({ shape: [2, 3] });
  const shared = dense({ units: 4, name: 'shared' });
  expect(() => chain([shared(shared(x))], x)).toThrow(
    'model: the layer "shared" reads [null, 2, 3] and [null, 2, 4], for which it needs weights of different shapes',
  );
});
