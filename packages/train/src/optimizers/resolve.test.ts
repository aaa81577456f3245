import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { adam } from './adam.ts';
import { type OptimizerName, resolveOptimizer } from './resolve.ts';

test.each([
  ['sgd', 'sgd', 0.01],
  ['adam', 'adam', 0.001],
  ['adamw', 'adamW', 0.001],
  ['RMSprop', 'rmsprop', 0.001],
] as const)("%s is %s with Keras's learning rate %s", (name, kind, learningRate) => {
  expect(resolveOptimizer('compile', name)).toMatchObject({ kind, learningRate });
});

test('an optimizer stands for itself', () => {
  const optimizer = adam();
  expect(resolveOptimizer('compile', optimizer)).toBe(optimizer);
});

test.each([
  ['adm', 'compile: unknown optimizer "adm"; did you mean "adam"?'],
  ['constructor', 'compile: unknown optimizer "constructor"'],
  [adam, 'compile: optimizer must be called, adam(), got function adam'],
  [undefined, 'compile: optimizer must be a name such as "adam" or an optimizer such as adam(), got undefined'],
  [{ learningRate: 0.1 }, 'got { learningRate }'],
])('%s is not an optimizer', (given, message) => {
  expect(() => resolveOptimizer('compile', given as OptimizerName)).toThrow(message);
});
