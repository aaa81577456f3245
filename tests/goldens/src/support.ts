import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { registerAllGradients } from '@kindling/backend';
import { testBackends, useBackend } from '@tests/kit';
import { activationCases, measureActivation } from './activations.ts';
import type { Distances } from './gradient.ts';
import { layerCases, measureLayer } from './layers.ts';
import { lossCases, measureLoss } from './losses.ts';
import { measureMetric, metricCases } from './metrics.ts';
import { measureOperation, operationCases } from './operations.ts';
import { measureOptimizer, optimizerCases } from './optimizers.ts';
import { prepare } from './prepare.ts';
import { measureRegularizer, regularizerCases } from './regularizers.ts';
import { measureRun, runCases } from './runs.ts';
import { type Verdict, verdictOf, verdictOfAll } from './verdict.ts';

/** One case of one row of a table. */
interface Subject {
  readonly row: string;
  readonly name: string;
  readonly measure: () => Pick<Distances, 'forward'> & Partial<Distances>;
}

interface Family {
  readonly title: string;
  /** What its columns show beside the backend; `forward` alone where there is no gradient to take. */
  readonly parts: readonly (keyof Distances)[];
  readonly tolerance: Readonly<Record<keyof Distances, number>>;
  readonly subjects: readonly Subject[];
}

const close = { forward: 1e-5, gradient: 2e-5 };
const both = ['forward', 'gradient'] as const;

const trained = async (run: (typeof runCases)[number]): Promise<number> =>
  Math.max(...Object.values(await measureRun(run)));

const nouns: readonly Family[] = [
  {
    title: 'Layers',
    parts: both,
    tolerance: close,
    subjects: layerCases.map((c) => ({ row: `\`${c.layer}\``, name: c.name, measure: () => measureLayer(c) })),
  },
  {
    title: 'Activations',
    parts: both,
    tolerance: close,
    subjects: activationCases.map((c) => ({
      row: `\`${c.activation}\``,
      name: c.name,
      measure: () => measureActivation(c),
    })),
  },
  {
    title: 'Regularizers',
    parts: both,
    tolerance: { ...close, forward: 1e-6 },
    subjects: regularizerCases.map((c) => ({
      row: `\`${c.regularizer}\``,
      name: c.name,
      measure: () => measureRegularizer(c),
    })),
  },
  {
    title: 'Losses',
    parts: both,
    tolerance: { ...close, forward: 1e-6 },
    subjects: lossCases.map((c) => ({ row: `\`${c.loss}\``, name: c.name, measure: () => measureLoss(c) })),
  },
  {
    title: 'Metrics',
    parts: ['forward'],
    tolerance: { ...close, forward: 1e-6 },
    subjects: metricCases.map((c) => ({
      row: `\`${c.metric}\``,
      name: c.name,
      measure: () => ({ forward: () => measureMetric(c) }),
    })),
  },
  {
    title: 'Optimizers',
    parts: ['forward'],
    tolerance: { ...close, forward: 5e-6 },
    subjects: optimizerCases.map((c) => ({
      row: `\`${c.optimizer}\``,
      name: c.name,
      measure: () => ({ forward: () => measureOptimizer(c) }),
    })),
  },
  {
    title: 'Training runs of forty steps and more',
    parts: ['forward'],
    tolerance: close,
    subjects: runCases.map((c) => ({ row: c.name, name: c.name, measure: () => ({ forward: () => trained(c) }) })),
  },
];

const operations: Family = {
  title: 'Operations of tfjs, for layers of your own',
  parts: both,
  tolerance: close,
  subjects: operationCases.map((c) => ({
    row: `\`${c.operation}\``,
    name: c.name,
    measure: () => measureOperation(c),
  })),
};

/** A case's verdict in one column. */
interface Finding {
  readonly row: string;
  readonly name: string;
  readonly column: string;
  readonly verdict: Verdict;
}

const columnOf = (backend: string, part: keyof Distances): string =>
  part === 'forward' ? backend : `${backend}, ${part}`;

const findingsOf = async ({ parts, tolerance, subjects }: Family, backend: string): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { row, name, measure } of subjects) {
    const distances = measure();
    for (const part of parts) {
      const distance = distances[part];
      if (distance === undefined) continue;
      findings.push({
        row,
        name,
        column: columnOf(backend, part),
        verdict: await verdictOf(distance, tolerance[part]),
      });
    }
  }
  return findings;
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = ({ parts }: Family, findings: readonly Finding[]): string => {
  const columns = testBackends.flatMap((backend) => parts.map((part) => columnOf(backend, part)));
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

/** What the tests of tests/specs found, who compare it with what they find now. */
const specs = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('@tests/specs/support.md'), 'utf8').trim();

/** The page on what works where, from what is found here and now. */
export const supportPage = async (): Promise<string> => {
  const sections: string[] = [];
  for (const family of nouns) sections.push(...(await section(family, prepare)));
  sections.push(...(await section(operations, withAll)));
  return `${[introduction, ...sections, specs()].join('\n\n')}\n`;
};

const introduction = `# What works where

This page is written by tests, which fail when the page no longer says what they find; \`vitest run -u --project
tests/specs\`, and then the same of \`tests/goldens\`, write it anew. Each row is compared with numbers of Keras
3.15, case by case: \`yes\` where every case agrees to the tolerances of [the golden numbers](decisions/0003-goldens.md), and
what is wrong where one does not. The columns are backends: what is computed, and its gradient. \`wasm\` is tfjs's own, as
published, \`kernels\` the same with those of \`@kindling/wasm\`, as \`selectBackend\` starts it.

\`wrong\` is a number that is off, without an error. \`no kernel\` is an error that names what the backend lacks.`;
