import { expect, test } from 'vitest';
import { parseFlags } from '../cli/flags.ts';
import { settingFlags, trainFlags } from './settings.ts';

test("the defaults are the chapter's, on shapes", () => {
  expect(parseFlags('train', settingFlags, []).values).toEqual({
    data: 'shapes',
    model: 'mlp',
    hidden: undefined,
    epochs: 10,
    batch: 32,
    learningRate: 5e-4,
    seed: 1,
    backend: 'auto',
    train: undefined,
    test: undefined,
  });
});

test('train takes all that a run keeps, and where it goes', () => {
  expect(Object.keys(trainFlags)).toEqual([...Object.keys(settingFlags), 'out', 'resume']);
});
