import type { Program } from '@kindling/core';
import { type Installed, install } from '@kindling/wasm';
import { dispose, matMul, ones, relu, type Tensor, tensor1d, unique, unsortedSegmentSum } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { program } from '../testing/program.ts';
import { explain } from './explain.ts';
import { jit } from './jit.ts';

let installed: Installed;
beforeAll(async () => {
  installed = await install({ threads: 2 });
});
afterAll(() => installed.undo());

/** What is said of a prediction after so many calls with x [2, 3], where there are weights [3, 5]. */
const explained = (predict: Program<Tensor, Tensor, Tensor>['predict'], calls = 4) => {
  const init: typeof program.init = (seed) => ({ ...program.init(seed), params: { 'dense/kernel': ones([3, 5]) } });
  const session = jit()({ ...program, init, predict }, { seed: 1 });
  const x = ones([2, 3]);
  for (let call = 0; call < calls; call++) session.predict(x as Tensor).dispose();
  const plans = explain(session);
  dispose(x);
  session.dispose();
  return plans;
};
const product: Program<Tensor, Tensor, Tensor>['predict'] = ({ params }, x) => relu(matMul(x, params['dense/kernel']!));

test('a plan tells what each launch takes, and the sums', () => {
  const [plan] = explained(product);
  expect(plan).toMatchObject({ name: 'predict float32[2,3]', state: 'compiled', reason: undefined, untold: 0 });
  const [{ launches }] = plan!.phases as [(typeof plan & object)['phases'][number]];
  expect(launches).toEqual([
    {
      name: expect.stringMatching(/^BatchMatMul: gemm/),
      flops: 2 * 2 * 3 * 5,
      bytesRead: 4 * (2 * 3 + 3 * 5),
      bytesWritten: 4 * 2 * 5,
      tensors: ['dense/kernel'],
    },
    { name: 'Relu', flops: 0, bytesRead: 40, bytesWritten: 40, tensors: [] },
    { name: 'copy', flops: 0, bytesRead: 40, bytesWritten: 40, tensors: [] },
  ]);
  const sums = { flops: 60, bytesRead: 84 + 40 + 40, bytesWritten: 40 + 40 + 40, untold: 0 };
  expect(plan!.phases).toEqual([{ text: `${launches.map(({ name }) => name).join('; ')} x 1`, launches, ...sums }]);
  expect(plan).toMatchObject(sums);
  expect(plan!.arena).toBeGreaterThanOrEqual(80);
});

test('what is not compiled takes nothing that is known, and says why', () => {
  const nothing = { phases: [], arena: 0, flops: 0, untold: 0, bytesRead: 0, bytesWritten: 0 };
  expect(explained(product, 2)).toEqual([
    { name: 'predict float32[2,3]', state: 'waiting', reason: undefined, ...nothing },
  ]);
  const own: typeof product = (trees, x) => {
    unique(tensor1d([1, 2]));
    return product(trees, x);
  };
  expect(explained(own)).toEqual([
    { name: 'predict float32[2,3]', state: 'eager', reason: 'Unique of float32 [2] is tfjs’s own', ...nothing },
  ]);
});

test('a launch that does not tell its FLOPs is counted', () => {
  const [plan] = explained((trees, x) => unsortedSegmentSum(product(trees, x), tensor1d([0, 0], 'int32'), 2));
  const silent = plan!.phases.flatMap(({ launches }) => launches).filter(({ flops }) => flops === undefined);
  expect(silent.map(({ name }) => name)).toEqual(['UnsortedSegmentSum: segmentSum float32']);
  expect(plan).toMatchObject({ flops: 60, untold: 1 });
});
