import { selectBackend } from '@kindling/backend';
import { shapes } from '@kindling/data';
import { compile } from '@kindling/train';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inScript, small } from '../../testing/inScript.ts';
import { type Spec, shapesSeed } from '../spec/spec.ts';
import { modelOf, optimizerOf, testingOf, trainingOf } from '../training/training.ts';

let selected: Awaited<ReturnType<typeof selectBackend>>;
beforeAll(async () => {
  selected = await selectBackend('wasm');
}, 60_000);
afterAll(() => selected.undo());

const here = async (spec: Spec): Promise<readonly object[]> => {
  const { pictures, test: held, epochs, seed } = spec;
  const { train, test: tested } = await shapes({ train: pictures, test: held, seed: shapesSeed });
  const trainer = compile(modelOf(spec), {
    optimizer: optimizerOf(spec),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    seed,
  });
  const history = await trainer.fit(trainingOf(spec, train), { epochs, validation: testingOf(spec, tested) });
  trainer.dispose();
  return history;
};

test('the script trains to the bits of the worker', async () => {
  const history = await here(small);
  expect(history).toHaveLength(20);
  expect(await inScript(small)).toEqual(history);
}, 120_000);

test('so it does where the rate was changed on the way', async () => {
  const changed: Spec = {
    ...small,
    optimizer: 'sgd',
    learningRate: 0.05,
    rates: [
      { after: 5, learningRate: 0.01 },
      { after: 12, learningRate: 0.2 },
    ],
  };
  const history = await here(changed);
  expect(await inScript(changed)).toEqual(history);
  // The changes are seen in the first loss behind them, not before.
  const unchanged = await here({ ...changed, rates: changed.rates.slice(0, 1) });
  expect(history.slice(0, 12).map(lossOf)).toEqual(unchanged.slice(0, 12).map(lossOf));
  expect(lossOf(history[13]!)).not.toBe(lossOf(unchanged[13]!));
}, 120_000);

const lossOf = (row: object): number => (row as { readonly loss: number }).loss;
