import { install } from '@kindling/wasm';
import { enableProdMode, memory, type Tensor } from '@tensorflow/tfjs-core';
import { digest } from './digest.ts';
import { type Engines, engines } from './engines.ts';
import { kernels } from './kernels.ts';
import { refused } from './refused.ts';
import { train } from './training.ts';

/** What a host computes, and on how many threads. */
export interface Answer {
  readonly threads: number;
  readonly fewerThreads: string | undefined;
  readonly losses: readonly number[];
  /** The bits of each result, digested. */
  readonly digests: Readonly<Record<string, string>>;
  /** Of a trainer that is compiled, and of one that is not. */
  readonly engines: Engines;
  /** How a failed allocation ends. */
  readonly refused: string;
  /** How many tensors are left over. */
  readonly left: number;
}

export const answer = async (asked: number): Promise<Answer> => {
  enableProdMode();
  const { threads, fewerThreads, undo } = await install({ threads: asked });
  const before = memory().numTensors;
  const { weights, losses } = await train(); // first, since it registers the gradients
  const digests: Record<string, string> = { training: await digest(weights as Tensor[]) };
  for await (const [name, results] of kernels()) digests[name] = await digest(results);
  const onEngines = await engines();
  const told = refused();
  const left = memory().numTensors - before;
  await undo();
  return { threads, fewerThreads, losses, digests, engines: onEngines, refused: told, left };
};
