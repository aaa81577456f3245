import { activationNames, bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { explained, layersText, other, why } from './model.ts';
import { other as otherTraining } from './train.ts';

const { layers } = bookSpec;

test('layers are told by their units, and by their activations where nothing else differs', () => {
  expect(layersText(layers)).toBe('Dense 200, 150');
  expect(layersText([], layers)).toBe('no hidden layer');
  const tanh = layers.map(({ units }) => ({ units, activation: 'tanh' as const }));
  expect(other(layers, tanh)).toBe('For the next run. The one shown has Dense 200 relu, 150 relu.');
});

test('what is seen comes first in the sentence that explains it', () => {
  expect(why('646,260', '614,600', 3072, 200)).toMatch(
    /^646,260 parameters: 614,600 of them in the first layer, where each/,
  );
  expect(why('30,730', '30,730', 3072, 10)).toMatch(/^30,730 parameters: each of 3,072 numbers/);
});

test('each activation of the rows is explained once, softmax of the last layer too', () => {
  expect(explained(['relu', 'relu'])).toBe(
    'relu: what is below 0 becomes 0. softmax: the numbers become shares of 100 %.',
  );
  expect(explained([])).toBe('softmax: the numbers become shares of 100 %.');
  for (const name of activationNames) expect(explained([name])).toMatch(new RegExp(`${name}: [^.]{10,}\\.`));
});

test('training is told by what differs, a seed of 0 too', () => {
  expect(otherTraining({ optimizer: 'adam', learningRate: 5e-4, batch: 32, epochs: 1, seed: 0 })).toBe(
    'For the next run. The one shown has Adam, the rate 5e-4, batches of 32, 1 epoch, the seed 0.',
  );
  expect(otherTraining({ epochs: 10 })).toBe('For the next run. The one shown has 10 epochs.');
});
