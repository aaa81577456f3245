import { activationCases, measureActivation } from './activations.ts';
import type { Distances } from './gradient.ts';
import { layerCases, measureLayer } from './layers.ts';
import { lossCases, measureLoss } from './losses.ts';
import { measureMetric, metricCases } from './metrics.ts';
import { measureOperation, operationCases } from './operations.ts';
import { measureOptimizer, optimizerCases } from './optimizers.ts';
import { measureRegularizer, regularizerCases } from './regularizers.ts';
import { measureRun, runCases } from './runs.ts';

/** One case of one row of a table. */
interface Subject {
  readonly row: string;
  readonly name: string;
  readonly measure: () => Pick<Distances, 'forward'> & Partial<Distances>;
}

export interface Family {
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

export const nouns: readonly Family[] = [
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

export const operations: Family = {
  title: 'Operations of tfjs, for layers of your own',
  parts: both,
  tolerance: close,
  subjects: operationCases.map((c) => ({
    row: `\`${c.operation}\``,
    name: c.name,
    measure: () => measureOperation(c),
  })),
};
