// internal: for Node alone, exported by node.ts
// The self-test of a backend, in a process that is its own: it makes the backend the one in use
import { unknownName } from '@kindling/core';
import type { Backend } from '../../backend.ts';
import { cpu } from '../../backends/cpu.ts';
import { tfjsNode } from '../../backends/tfjsNode.ts';
import { tfjsNodeGpu } from '../../backends/tfjsNodeGpu.ts';
import { torch } from '../../backends/torch.ts';
import { wasm } from '../../backends/wasm.ts';
import { webgpu } from '../../backends/webgpu.ts';
import { registerAllGradients } from '../../gradients/registerAllGradients.ts';
import type { SelfTest } from '../diagnosis.ts';
import { referenceLosses } from './reference.ts';
import { train } from './train.ts';

/** What is tested, in the order of the table. */
export const backends = {
  torch: () => torch({ device: 'cuda' }),
  'torch-mps': () => torch({ device: 'mps' }),
  'torch-cpu': () => torch({ device: 'cpu' }),
  'tfjs-node-gpu': () => tfjsNodeGpu(),
  'tfjs-node': () => tfjsNode(),
  webgpu: () => webgpu(),
  wasm: () => wasm(),
  cpu: () => cpu(),
} as const satisfies Readonly<Record<string, () => Backend>>;

export type TestedBackend = keyof typeof backends;

/** Sums in another order stay far below it, and so does TF32. */
const tolerance = 2e-3;

const differenceOf = (losses: readonly number[]): number =>
  Math.max(...referenceLosses().map((expected, i) => Math.abs(losses[i]! - expected) / Math.abs(expected)));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const tested = async (name: string, { start }: Backend): Promise<SelfTest> => {
  let started: Awaited<ReturnType<Backend['start']>>;
  try {
    started = await start();
  } catch (error) {
    return { backend: name, outcome: 'failed', says: `it did not start: ${messageOf(error)}` };
  }
  if ('absent' in started) return { backend: name, outcome: 'absent', says: started.absent, remedy: started.remedy };
  const undo = registerAllGradients();
  try {
    const { losses, step } = await train();
    const difference = differenceOf(losses);
    // A loss that is not a number differs by NaN.
    const outcome = difference <= tolerance ? 'right' : 'wrong';
    return { backend: name, outcome, device: started.device, difference, step };
  } catch (error) {
    return { backend: name, outcome: 'failed', says: messageOf(error) };
  } finally {
    undo();
    await started.undo?.();
  }
};

/**
 * Trains a little network on a backend for about two seconds, and compares its losses with those of plain JavaScript.
 * It is made for a process of its own: tfjs keeps the backend.
 *
 * @param name of a backend that the doctor tests: `wasm`, `torch`
 * @throws Error for an unknown name
 * @example
 * ```ts
 * import { selfTest } from '@kindling/backend/node';
 *
 * const result = await selfTest('cpu');
 * console.log(result.outcome); // right
 * ```
 */
export const selfTest = async (name: string): Promise<SelfTest> => {
  if (!Object.hasOwn(backends, name)) throw unknownName('selfTest', 'backend', name, Object.keys(backends));
  return tested(name, backends[name as TestedBackend]());
};
