// internal: for Node alone, exported by node.ts
// A diagnosis as text
import type { Diagnosis, Finding, SelfTest } from './diagnosis.ts';
import { rowsOf } from './rows.ts';

const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map(
    (row) => `  ${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]! + 2))).join('')}`,
  );
};

const headline = ({ host }: Diagnosis): string => {
  const system =
    host.wsl !== undefined
      ? 'linux in WSL'
      : host.platform === 'linux' && host.libc === 'musl'
        ? 'linux (musl)'
        : host.platform;
  return `Kindling's doctor: Node ${host.node} on ${system} ${host.arch}${host.container ? ', in a container' : ''}`;
};

const testRow = (test: SelfTest): readonly string[] =>
  'step' in test
    ? [
        test.backend,
        test.outcome,
        `${test.step.toFixed(2)} ms a step`,
        `differs by ${test.difference.toExponential(1)}`,
        test.device,
      ]
    : [test.backend, test.outcome, '', '', `${test.says}${test.remedy === undefined ? '' : `; ${test.remedy}`}`];

const testSection = (tests: readonly SelfTest[]): readonly string[] =>
  tests.length === 0
    ? []
    : [
        '',
        'A little network was trained (784-128-10, batch 64), its losses compared with plain JavaScript:',
        ...columns(tests.map(testRow)),
      ];

const remedyLines = ({ remedies }: Finding): readonly string[] =>
  remedies.flatMap(({ what, commands }) => [`    ${what}`, ...commands.map((command) => `      ${command}`)]);

const cudaSection = ({ cuda: { by, findings }, selfTests }: Diagnosis): readonly string[] => {
  const tested = selfTests.find(({ backend }) => backend === by);
  if (by !== undefined) {
    return [`CUDA ${tested?.outcome === 'right' ? 'works' : 'should work'}: selectBackend('cuda') takes ${by}.`];
  }
  return ['CUDA does not work, because', ...findings.flatMap((found) => [`  ${found.says}`, ...remedyLines(found)])];
};

/** How each is chosen. */
const choices: Readonly<Record<string, string>> = {
  'torch-mps': "selectBackend([torch({ device: 'mps' })])",
  'torch-cpu': "selectBackend([torch({ device: 'cpu' })])",
  'tfjs-node': 'selectBackend([tfjsNode()])',
  webgpu: "selectBackend('webgpu')",
  wasm: "selectBackend('wasm')",
  cpu: "selectBackend('cpu')",
};

/** What to take where CUDA does not work. */
const instead = ({ cuda, selfTests }: Diagnosis): readonly string[] => {
  if (cuda.by !== undefined) return [];
  const right = selfTests.flatMap((test) => (test.outcome === 'right' && 'step' in test ? [test] : []));
  const [fastest] = right.toSorted((a, b) => a.step - b.step);
  return fastest === undefined
    ? []
    : ['', `The fastest that is right here: ${choices[fastest.backend] ?? fastest.backend}.`];
};

/**
 * A diagnosis as the doctor prints it.
 *
 * @example
 * ```ts
 * import { describeDiagnosis, diagnose } from '@kindling/backend/node';
 *
 * console.log(describeDiagnosis(await diagnose({ selfTest: false })));
 * ```
 */
export const describeDiagnosis = (diagnosis: Diagnosis): string =>
  [
    headline(diagnosis),
    '',
    ...columns(rowsOf(diagnosis)),
    ...testSection(diagnosis.selfTests),
    '',
    ...cudaSection(diagnosis),
    ...instead(diagnosis),
  ].join('\n');
