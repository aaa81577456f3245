import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { registerAllGradients } from '@kindling/backend';
import { testBackends, useBackend } from '@tests/kit';
import { type Family, nouns, operations } from './families.ts';
import { columnOf, type Finding, findingsOf } from './findings.ts';
import { prepare } from './prepare.ts';
import { verdictOfAll } from './verdict.ts';
import { foundOnWebgpu } from './webgpuFile.ts';

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = ({ parts }: Family, findings: readonly Finding[]): string => {
  const columns = [...testBackends, 'webgpu'].flatMap((backend) => parts.map((part) => columnOf(backend, part)));
  const cell = (row: string, column: string): string => {
    const verdicts = findings.filter((f) => f.row === row && f.column === column).map(({ verdict }) => verdict);
    return verdicts.length === 0 ? '' : verdictOfAll(verdicts);
  };
  const rows = [...new Set(findings.map(({ row }) => row))];
  return [
    line(['', ...columns]),
    line(['---', ...columns.map(() => '---')]),
    ...rows.map((row) => line([row, ...columns.map((column) => cell(row, column))])),
  ].join('\n');
};

/** Each thing that does not work, with the cases in which it does not. */
const faults = (findings: readonly Finding[]): string => {
  const cases = new Map<string, string[]>();
  for (const { row, name, column, verdict } of findings) {
    if (verdict === 'yes') continue;
    const fault = `${row} on ${column}: ${verdict}`;
    cases.set(fault, [...(cases.get(fault) ?? []), name]);
  }
  return [...cases].map(([fault, names]) => `- ${fault} (${names.join('; ')})`).join('\n');
};

const section = async (family: Family, start: (backend: (typeof testBackends)[number]) => Promise<void>) => {
  const findings: Finding[] = [];
  for (const backend of testBackends) {
    await start(backend);
    findings.push(...(await findingsOf(family, backend)));
  }
  findings.push(...foundOnWebgpu(family.title));
  const failures = faults(findings);
  return [
    `## ${family.title}`,
    table(family, findings),
    ...(failures === '' ? [] : [`In which cases:\n\n${failures}`]),
  ];
};

/** Nouns run with the gradients that `compile` registers; operations with all that `selectBackend` does. */
const withAll = async (backend: (typeof testBackends)[number]): Promise<void> => {
  await useBackend(backend);
  registerAllGradients();
};

/**
 * What tests/fuzz and tests/specs found: on wasm and torch its tests, who compare it with what they find now, on webgpu
 * a tool.
 */
const specs = (): string[] =>
  ['@tests/fuzz/operations.md', '@tests/specs/support.md', '@tests/specs/webgpu.md', '@tests/specs/torch.md'].map(
    (page) => readFileSync(createRequire(import.meta.url).resolve(page), 'utf8').trim(),
  );

/** The page on what works where, from what is found here and now. */
export const supportPage = async (): Promise<string> => {
  const sections: string[] = [];
  for (const family of nouns) sections.push(...(await section(family, prepare)));
  sections.push(...(await section(operations, withAll)));
  return `${[introduction, ...sections, ...specs()].join('\n\n')}\n`;
};

const introduction = `# What works where

This page is written by tests, which fail when the page no longer says what they find; \`vitest run -u --project
tests/specs\`, and then the same of \`tests/goldens\`, write it anew. Each row is compared with numbers of Keras
3.15, case by case: \`yes\` where every case agrees to the tolerances of [the golden numbers](decisions/0003-goldens.md), and
what is wrong where one does not. The columns are backends: what is computed, and its gradient. \`wasm\` is tfjs's own, as
published, \`kernels\` the same with those of \`@kindling/wasm\`, as \`selectBackend\` starts it.

\`webgpu\` is tfjs's with \`install()\` of \`@kindling/webgpu\`, in Node on Dawn and SwiftShader, a GPU in software, and nothing
computed on the CPU in its place (\`WEBGPU_CPU_FORWARD\`). Where there is none, its columns are as they were found last. A
training run takes ten seconds of a core there: those without a word were not taken.

\`wrong\` is a number that is off, without an error. \`no kernel\` is an error that names what the backend lacks.`;
