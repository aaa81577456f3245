import type { Finding } from './fuzzOperations.ts';
import { operations } from './operations.ts';

const dtypes = ['float32', 'int32', 'bool', 'complex64', 'string'] as const;

/** The section of docs/support.md: operations by the dtypes of their arguments. */
export const supportOf = (findings: readonly Finding[]): string => {
  const rows = dtypes.map((dtype) => {
    const of = findings.filter((finding) => finding.dtypes.split(' ').includes(dtype));
    const named = (verdict: Finding['verdict']): Set<string> =>
      new Set(of.filter((finding) => finding.verdict === verdict).map(({ operation }) => operation));
    const [right, refused, wrong] = [named('right'), named('refused'), named('wrong')];
    const taken = new Set(of.map(({ operation }) => operation));
    const never = [...taken].filter((name) => !right.has(name) && !wrong.has(name) && refused.has(name)).sort();
    return { dtype, taken: taken.size, right: right.size, wrong: wrong.size, never };
  });
  const line = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
  return [
    '## Every operation of tfjs-core with `install()`',
    `All ${operations.length} operations that tfjs-core exports run on wasm with \`install()\` of \`@kindling/wasm\` and on tfjs's cpu`,
    'backend, on arguments that are drawn by seeds, of ranks 0 to 6, with axes of length 0 among them, values and gradients; nothing may be',
    'written but the result. Where cpu is wrong, a few lines in [`tests/fuzz/src/operations/table`](../tests/fuzz/src/operations/table) say',
    'what is right. `vitest run -u --project tests/fuzz operations` counts anew.\n',
    line(['arguments of', 'operations', 'right', 'wrong', 'always refused, in words']),
    line(['---', '---', '---', '---', '---']),
    ...rows.map(({ dtype, taken, right, wrong, never }) => line([dtype, taken, right, wrong, never.length])),
    '\nRefused, by dtype:\n',
    ...rows
      .filter(({ never }) => never.length > 0)
      .map(({ dtype, never }) => `- ${dtype}: ${never.map((name) => `\`${name}\``).join(', ')}`),
    '',
  ].join('\n');
};
