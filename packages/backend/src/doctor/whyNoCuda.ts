// internal: for Node alone, exported by node.ts
import { gatherFacts, gatherMachineFacts } from './facts.ts';
import type { Machine } from './machine.ts';
import { remedyLine } from './remedies.ts';
import { ofMachine } from './rules/machine.ts';
import { verdictOf } from './rules/verdict.ts';
import { thisMachine } from './thisMachine.ts';

/** Why there is no CUDA here, and what helps. */
export interface WhyNoCuda {
  /** To be read after "it is": `not there, because no PyTorch is found`. */
  readonly reason: string;
  /** `install PyTorch: pip install torch; ...` */
  readonly remedy: string;
}

const more = 'npx @kindling/backend doctor tells more';

/**
 * Why CUDA does not work on this machine: the most basic thing that is wrong, and what to type for it. It tries
 * nothing, and takes a few tens of milliseconds; where the machine has no NVIDIA GPU, less.
 *
 * @param machine what is looked at. Default: this one.
 * @example
 * ```ts
 * import { whyNoCuda } from '@kindling/backend/node';
 *
 * const { reason, remedy } = await whyNoCuda();
 * console.log(`cuda is ${reason}; ${remedy}`);
 * ```
 */
export const whyNoCuda = async (machine: Machine = thisMachine()): Promise<WhyNoCuda> => {
  const facts = await gatherMachineFacts(machine);
  const first = ofMachine(facts)?.finding ?? verdictOf(await gatherFacts(machine, facts)).findings[0];
  if (first === undefined) {
    return { reason: 'not in use, though nothing is seen that stands in its way', remedy: `${more}, and tries it` };
  }
  return { reason: `not there, because ${first.says}`, remedy: [...first.remedies.map(remedyLine), more].join('; ') };
};
