// internal: for Node alone, exported by node.ts
import { flag, functionOption, optional, readOptions, withDefault } from '@kindling/core/options';
import type { Diagnosis } from './diagnosis.ts';
import { gatherFacts } from './facts.ts';
import type { Machine } from './machine.ts';
import { verdictOf } from './rules/verdict.ts';
import { runSelfTests, type SelfTestBy } from './selfTest/runSelfTests.ts';
import { thisMachine } from './thisMachine.ts';

/** What `diagnose` takes. */
export interface DiagnoseOptions {
  /** Whether each installed backend trains a little network, for about five seconds. Default: true. */
  readonly selfTest?: boolean | undefined;
  /**
   * The arguments of Node by which the self-test of a backend runs, for a program in one file; what it prints last is
   * `JSON.stringify(await selfTest(name))`. Default: by this package.
   */
  readonly selfTestBy?: SelfTestBy | undefined;
}

const table = { selfTest: withDefault(flag, true), selfTestBy: optional(functionOption<SelfTestBy>()) };

/**
 * Looks at what this machine could compute on: NVIDIA's driver and GPUs, PyTorch, TensorFlow, the npm packages of
 * backends; says whether CUDA should work, and if not what stands in the way and what to type; and lets each installed
 * backend train a little network, in a process of its own, whose losses are compared with those of plain JavaScript.
 * Nothing is changed, and nothing needs to be installed.
 *
 * @param machine what is looked at. Default: this one.
 * @throws Error for an unknown option; TypeError for one of a wrong type
 * @example
 * ```ts
 * import { diagnose } from '@kindling/backend/node';
 *
 * const { cuda, gpus } = await diagnose({ selfTest: false });
 * console.log(gpus.length, cuda.by ?? cuda.findings[0]?.says);
 * ```
 */
export const diagnose = async (options: DiagnoseOptions = {}, machine: Machine = thisMachine()): Promise<Diagnosis> => {
  const { selfTest, selfTestBy } = readOptions('diagnose', table, options);
  const facts = await gatherFacts(machine);
  const selfTests = selfTest ? await runSelfTests(machine, facts, selfTestBy) : [];
  return { ...facts, cuda: verdictOf(facts, selfTests), selfTests };
};
