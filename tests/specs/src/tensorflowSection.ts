// What docs/cuda.md shows of the specs on tfjs-node's kernels.
import type { Outcome } from './outcome.ts';

/** Why a spec does not pass, in a few words of its first message. */
const why = ({ messages }: Outcome): string =>
  (messages[0] ?? '').replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 140);

/** Counts, then those that fail by name. */
export const tensorflowSection = (outcomes: readonly Outcome[]): string => {
  const [passed, failed, pending] = (['passed', 'failed', 'pending'] as const).map((status) =>
    outcomes.filter((outcome) => outcome.status === status),
  ) as [Outcome[], Outcome[], Outcome[]];
  return [
    `${passed.length} pass, ${failed.length} fail, ${pending.length} are left out by their authors.`,
    '',
    ...(failed.length === 0 ? [] : ['| spec that fails | why |', '| --- | --- |']),
    ...failed.map((outcome) => `| ${outcome.name.replaceAll('|', '\\|')} | ${why(outcome)} |`),
    '',
  ].join('\n');
};
