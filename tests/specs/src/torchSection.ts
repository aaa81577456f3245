import type { Outcome } from './outcome.ts';

/** The kernel that a spec had refused to it, because it computes on the host; undefined where none was. */
export const onHost = ({ messages }: Outcome): string | undefined =>
  messages
    .map((message) => /torch: (\w+) has no kernel on \w+ for these inputs, and strict/.exec(message)?.[1])
    .find((kernel) => kernel !== undefined);

const counted = (outcomes: readonly Outcome[], wanted: Outcome['status']): number =>
  outcomes.filter(({ status }) => status === wanted).length;

/** The section of docs/support.md on the specs on torch, from what was found, with the help of the host and without. */
export const torchSection = (outcomes: readonly Outcome[], strict: readonly Outcome[]): string => {
  const kernels = new Map<string, number>();
  for (const outcome of strict) {
    const kernel = outcome.status === 'failed' ? onHost(outcome) : undefined;
    if (kernel !== undefined) kernels.set(kernel, (kernels.get(kernel) ?? 0) + 1);
  }
  const listed = [...kernels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kernel, specs]) => `| \`${kernel}\` | ${specs} |`);
  return `## The specs of tfjs-core on torch

The same specs on the backend of \`@kindling/torch\`, with PyTorch's CPU; and with \`strict\`, which refuses what would be computed on
the host for want of an operator.

|  | | \`strict\` |
| --- | --- | --- |
| pass | ${counted(outcomes, 'passed')} | ${counted(strict, 'passed')} |
| fail | ${counted(outcomes, 'failed')} | ${counted(strict, 'failed')} |

The kernels that \`strict\` refuses, for some of their inputs or for all:

| | specs |
| --- | --- |
${listed.join('\n')}
`;
};
