import type { Finding } from './fuzzOperations.ts';
import { operations } from './operations.ts';

const dtypes = ['float32', 'int32', 'bool', 'complex64', 'string'] as const;

const listed = (rows: readonly (readonly [dtype: string, names: readonly string[]])[]): string[] =>
  rows
    .filter(([, names]) => names.length > 0)
    .map(([dtype, names]) => `- ${dtype}: ${names.map((name) => `\`${name}\``).join(', ')}`);

/** The section of docs/support.md: operations by the dtypes of their arguments. */
export const supportOf = (findings: readonly Finding[]): string => {
  const rows = dtypes.map((dtype) => {
    const of = findings.filter((finding) => finding.dtypes.split(' ').includes(dtype));
    const named = (verdict: Finding['verdict']): Set<string> =>
      new Set(of.filter((finding) => finding.verdict === verdict).map(({ operation }) => operation));
    const [right, refused, wrong] = [named('right'), named('refused'), named('wrong')];
    const taken = new Set(of.map(({ operation }) => operation));
    const never = [...taken].filter((name) => !right.has(name) && !wrong.has(name) && refused.has(name)).sort();
    const takenByCpu = new Set(of.filter(({ isRefusedByCpu }) => !isRefusedByCpu).map(({ operation }) => operation));
    const [alone, both] = [true, false].map((isTaken) => never.filter((name) => takenByCpu.has(name) === isTaken));
    return { dtype, taken: taken.size, right: right.size, wrong: wrong.size, alone: alone!, both: both! };
  });
  const line = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
  return [
    '## Every operation of tfjs-core with `install()`',
    `All ${operations.length} operations that tfjs-core exports run on wasm with \`install()\` of \`@kindling/wasm\` and on tfjs's cpu`,
    'backend, on arguments that are drawn by seeds, of ranks 0 to 6, with axes of length 0 among them, values and gradients; nothing may be',
    'written but the result. Where cpu is wrong, a few lines in [`tests/fuzz/src/operations/table`](../tests/fuzz/src/operations/table) say',
    'what is right. `vitest run -u --project tests/fuzz operations` counts anew.\n',
    line(['arguments of', 'operations', 'right', 'wrong', 'always refused on wasm alone', 'always refused on both']),
    line(['---', '---', '---', '---', '---', '---']),
    ...rows.map(({ dtype, taken, right, wrong, alone, both }) =>
      line([dtype, taken, right, wrong, alone.length, both.length]),
    ),
    '\nRefused in words on wasm, where cpu takes them:\n',
    ...listed(rows.map(({ dtype, alone }) => [dtype, alone])),
    '\nRefused on both, mostly by tfjs-core before a backend is asked:\n',
    ...listed(rows.map(({ dtype, both }) => [dtype, both])),
    '',
  ].join('\n');
};
