// What is told of the specs on tfjs-node's kernels.
import type { Outcome } from './outcome.ts';

const missingKernel = ({ messages }: Outcome): string | undefined =>
  messages.map((message) => /Kernel '(\w+)' not registered/.exec(message)?.[1]).find((kernel) => kernel !== undefined);

/** What a spec said, in a few words. */
const why = ({ messages }: Outcome): string =>
  (messages[0] ?? '').replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 140).trim();

/** The name without that of the environment. */
export const nameOf = ({ name }: Outcome): string => name.replace(' tensorflow {}', '').replaceAll('|', '\\|');

/** Counts; the kernels that tfjs-node lacks; the other specs that fail, by name. */
export const tensorflowSection = (outcomes: readonly Outcome[]): string => {
  const of = (status: Outcome['status']) => outcomes.filter((outcome) => outcome.status === status);
  const failed = of('failed');
  const kernels = new Map<string, number>();
  for (const kernel of failed.map(missingKernel)) {
    if (kernel !== undefined) kernels.set(kernel, (kernels.get(kernel) ?? 0) + 1);
  }
  const others = failed.filter((outcome) => missingKernel(outcome) === undefined);
  const lacking = [...kernels].sort().map(([kernel, count]) => `${kernel} (${count})`);
  return [
    `${of('passed').length} pass, ${failed.length} fail, ${of('pending').length} are left out by their authors.`,
    '',
    ...(lacking.length === 0 ? [] : [`For want of a kernel in tfjs-node fail: ${lacking.join(', ')}.`, '']),
    ...(others.length === 0 ? [] : ['| other spec that fails | why |', '| --- | --- |']),
    ...others.map((outcome) => `| ${nameOf(outcome)} | ${why(outcome)} |`),
    '',
  ].join('\n');
};
