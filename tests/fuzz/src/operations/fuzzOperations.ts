import { registerAllGradients } from '@kindling/backend';
import { install } from '@kindling/wasm';
import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { drawFrom } from '../draw.ts';
import { wrongIn } from './compare.ts';
import { isOfNumbers, sharing, tensorsIn, told } from './drawn.ts';
import { type Guard, guardMemory } from './guard.ts';
import type { Operation } from './operation.ts';
import { outcomesOn } from './outcome.ts';

/** What came of the cases of an operation. */
export interface Finding {
  readonly operation: string;
  readonly dtypes: string;
  readonly seed: number;
  readonly verdict: 'right' | 'refused' | 'wrong';
  /** Whether tfjs's cpu backend, or what stands for it, refuses the same. */
  readonly isRefusedByCpu: boolean;
  readonly hasGradient: boolean;
  /** What is wrong, on one line. */
  readonly wrong?: string;
}

export interface Fuzz {
  once(operation: Operation, seed: number): Promise<Finding>;
  end(): Promise<void>;
}

/** Tensors that live through all cases. */
const canaryOf = (): { readonly changed: () => boolean } => {
  const living = Array.from({ length: 24 }, (_, at) => tensor(Array.from({ length: 1 + at * 3 }, (_, i) => at + i)));
  const sum = (each: Tensor): number => (each.dataSync() as Float32Array).reduce((a, b) => a + b, 0);
  const sums = living.map(sum);
  return { changed: () => living.some((each, at) => sum(each) !== sums[at]) };
};

/** The wasm backend with the kernels of @kindling/wasm beside tfjs's cpu backend. */
export const startFuzz = async (): Promise<Fuzz> => {
  registerAllGradients();
  const installed = await install({ threads: 1 });
  await setBackend('wasm');
  const guard = guardMemory();
  const canary = canaryOf();
  return {
    once: (operation, seed) => once(operation, seed, guard, canary.changed),
    end: async () => {
      guard.undo();
      await installed.undo();
    },
  };
};

const once = async (operation: Operation, seed: number, guard: Guard, changed: () => boolean): Promise<Finding> => {
  const draw = drawFrom(seed);
  const args = sharing(draw, operation.args(draw));
  const given = tensorsIn(args);
  const withGradients =
    operation.gradient !== false &&
    given.some(({ dtype }) => dtype === 'float32') &&
    (operation.finiteGradient !== true || given.every(isOfNumbers));
  const wanted = await outcomesOn(
    'cpu',
    operation.reference === undefined ? operation : { ...operation, call: operation.reference },
    args,
    withGradients,
  );
  const before = [memory().numTensors, guard.held()];
  const found = await outcomesOn('wasm', operation, args, withGradients);
  const after = [memory().numTensors, guard.held()];
  const wrong: string[] = [];
  for (const [at, outcome] of found.entries()) {
    const difference =
      wanted[at] && wrongIn(outcome, wanted[at], operation.tolerance ?? 1e-4, operation.random === true);
    if (difference !== undefined) wrong.push(`${at === 0 ? '' : 'gradient '}${difference}`);
  }
  wrong.push(...guard.overwritten().map((place) => `wrote ${place}`));
  if (changed()) wrong.push('changed another tensor');
  // What tfjs has saved for a gradient that fails it never frees.
  const hasFailed = found.some((outcome) => 'error' in outcome);
  if (!hasFailed && String(after) !== String(before))
    wrong.push(`left ${after[0]! - before[0]!} tensors, ${after[1]! - before[1]!} pieces of memory`);
  const dtypes = [...new Set(given.map(({ dtype }) => dtype))].sort().join(' ');
  const verdict = wrong.length > 0 ? 'wrong' : 'error' in found[0]! ? 'refused' : 'right';
  const hasGradient = withGradients && found[1] !== undefined && 'results' in found[1];
  const isRefusedByCpu = 'error' in wanted[0]!;
  const finding = { operation: operation.name, dtypes, seed, verdict, isRefusedByCpu, hasGradient } as const;
  return wrong.length === 0
    ? finding
    : { ...finding, wrong: `${operation.name}(${args.map(told).join(', ')}), seed ${seed}: ${wrong.join('; ')}` };
};
