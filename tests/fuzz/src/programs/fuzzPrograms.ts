import { type ExplainedPlan, explain, jit } from '@kindling/jit';
import { eager } from '@kindling/train';
import { memory } from '@tensorflow/tfjs-core';
import { differenceOf } from './compareNumbers.ts';
import { drawProgram } from './drawProgram.ts';
import { startWasm, startWebgpu, type Watch } from './grounds.ts';
import { type Program, programText } from './program.ts';
import { type Numbers, runProgram } from './runProgram.ts';

/** What came of a program. */
export interface Finding {
  readonly program: Program;
  readonly verdict: 'right' | 'wrong';
  /** What is wrong, on one line with the whole program. */
  readonly wrong?: string;
  /** How many of its plans were compiled. */
  readonly compiled: number;
  /** Why plans run as they come: a reason for each of them, by kernels and not by shapes. */
  readonly eager: readonly string[];
  /** Of those compiled, how many have a kernel that several threads share. */
  readonly shared: number;
  /** Whether none of its numbers is NaN or infinite. */
  readonly hasNumbers: boolean;
}

export interface ProgramFuzz {
  once(seed: number): Promise<Finding>;
  end(): Promise<void>;
}

/** Where programs run: on wasm with the kernels of @kindling/wasm, on so many threads; or on WebGPU. */
export type Ground = { readonly threads: number } | 'webgpu';

export const startFuzz = async (ground: Ground): Promise<ProgramFuzz> => {
  const { guard, end } = ground === 'webgpu' ? await startWebgpu() : await startWasm(ground.threads);
  return { once: (seed) => once(drawProgram(seed), guard), end };
};

/** `Cast of bool is tfjs's own` of `Cast of bool [2,3] is tfjs's own`: each dtype once, no shape, no count. */
const withoutShapes = (reason: string): string =>
  reason
    .replace(/ of ((\w+ \[[\d,]*\](, )?)*)(?= is )/, (_, of: string) => {
      const dtypes = [...new Set(of.match(/[a-z]\w+/g))];
      return dtypes.length === 0 ? '' : ` of ${dtypes.join(', ')}`;
    })
    .replace(/\d+ launches/, 'some launches');

const plansIn = (plans: readonly ExplainedPlan[]): Pick<Finding, 'compiled' | 'shared' | 'eager'> => ({
  compiled: plans.filter(({ state }) => state === 'compiled').length,
  shared: plans.filter(({ phases }) => phases.some(({ text }) => !/ x 1(,1,1)?$/.test(text))).length,
  eager: plans.filter(({ state }) => state === 'eager').map(({ reason }) => withoutShapes(String(reason))),
});

/** Of a size of batches: a step with what it logs, an evaluation, a prediction, and a step of a fit. */
const functionsOf = ({ isFitted }: Program): number => (isFitted ? 4 : 3);

const wrongPlans = (program: Program, plans: readonly ExplainedPlan[]): readonly string[] => {
  const functions = functionsOf(program);
  const wanted = program.rows === program.fewer ? functions : 2 * functions;
  const wrong: string[] = [];
  if (plans.length !== wanted) wrong.push(`has ${plans.length} plans for ${wanted}`);
  // The smaller batches come too seldom.
  const waiting = plans.filter(({ state }) => state !== 'compiled' && state !== 'eager').length;
  if (waiting > wanted - functions) wrong.push(`${waiting} plans wait to be compiled`);
  return wrong;
};

const heldBy = (guard: Watch): readonly number[] => {
  const { numTensors, numDataBuffers, numBytes } = memory();
  return [numTensors, numDataBuffers, numBytes, guard.held()];
};

const leftOf = (before: readonly number[], after: readonly number[]): readonly string[] => {
  const [tensors, buffers, bytes, pieces] = after.map((count, at) => count - before[at]!);
  if ([tensors, buffers, bytes, pieces].every((count) => count === 0)) return [];
  return [`left ${tensors} tensors, ${buffers} buffers, ${bytes} bytes, ${pieces} pieces of memory`];
};

const snapshotChanged = (numbers: Numbers): boolean =>
  [...numbers].some(([name, held]) => {
    const before = numbers.get(name.replace(/^snapshot params/, 'before snapshot'))!;
    return name.startsWith('snapshot params') && Array.from(held).some((value, at) => !Object.is(value, before[at]));
  });

const once = async (program: Program, guard: Watch): Promise<Finding> => {
  const wanted = await runProgram(program, eager()).catch((error: unknown) => {
    throw new Error(`with eager: ${String(error)}: ${programText(program)}`, { cause: error });
  });
  const before = heldBy(guard);
  let plans: readonly ExplainedPlan[] = [];
  const wrong: string[] = [];
  let found: Numbers = new Map();
  try {
    found = await runProgram(program, jit(), (trainer) => {
      plans = explain(trainer);
    });
    const difference = differenceOf(found, wanted);
    if (difference !== undefined) wrong.push(difference);
    if (snapshotChanged(found)) wrong.push('changed a snapshot');
    wrong.push(...wrongPlans(program, plans));
  } catch (error) {
    wrong.push(`fails: ${String(error)}`);
  }
  wrong.push(...leftOf(before, heldBy(guard)), ...guard.overwritten().map((place) => `wrote ${place}`));
  const hasNumbers = [...wanted].every(([, each]) => Array.from(each).every(Number.isFinite));
  const finding = { program, verdict: wrong.length === 0 ? 'right' : 'wrong', ...plansIn(plans), hasNumbers } as const;
  return wrong.length === 0 ? finding : { ...finding, wrong: `${wrong.join('; ')}: ${programText(program)}` };
};
