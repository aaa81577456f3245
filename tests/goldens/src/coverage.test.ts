import * as metrics from '@kindling/metrics';
import * as models from '@kindling/models';
import * as train from '@kindling/train';
import { expect, test } from 'vitest';
import { initializerCases } from './initializers.ts';
import { layerCases } from './layers.ts';
import { lossCases } from './losses.ts';
import { metricCases } from './metrics.ts';
import { optimizerCases } from './optimizers.ts';
import { regularizerCases } from './regularizers.ts';

/** The names of the functions that carry `mark`, as `defineLayer` and the aliases leave it on them. */
const marked = (nouns: object, mark: string): readonly string[] =>
  Object.entries(nouns)
    .filter(([, noun]) => typeof noun === 'function' && mark in noun)
    .map(([name]) => name);

/** `activation` is the activations, which have cases of their own; `zeros` and `ones` draw nothing. */
const ofModels = marked(models, 'kind').filter((name) => !['activation', 'zeros', 'ones'].includes(name));

test.each([
  [
    'layer, initializer and regularizer',
    ofModels,
    [
      ...layerCases.map(({ layer }) => layer),
      ...initializerCases.map(({ initializer }) => initializer),
      ...regularizerCases.map(({ regularizer }) => regularizer),
    ],
  ],
  ['metric', marked(metrics, 'aliases'), metricCases.map(({ metric }) => metric)],
  [
    'loss and optimizer',
    marked(train, 'aliases'),
    [...lossCases.map(({ loss }) => loss), ...optimizerCases.map(({ optimizer }) => optimizer)],
  ],
] as const)('every %s has golden numbers', (_, nouns, golden) => {
  expect(nouns.length).toBeGreaterThan(8);
  expect(nouns.filter((name) => !(golden as readonly string[]).includes(name))).toEqual([]);
});
