import { bookSpec, type Spec } from '@kindling/app-common';
import { describe, expect, it } from 'vitest';
import type { ChartPoint, EpochRow } from '../worker/protocol.ts';
import { changeName, earlierLegend, figureSentence, hint, lossTick, reading } from './charts.ts';

const relu = (units: number): Spec['layers'][number] => ({ units, activation: 'relu' });

describe('the name of an earlier run', () => {
  it.each<[Partial<Spec>, string]>([
    [{}, 'the same'],
    [{ layers: [relu(200)] }, 'no Dense 150'],
    [{ layers: [] }, 'no hidden layer'],
    [{ layers: [relu(200), relu(150), relu(64)] }, 'Dense 64'],
    [{ layers: [{ units: 200, activation: 'sigmoid' }, relu(150)] }, 'Dense 200 sigmoid'],
    [{ layers: [relu(150), relu(200)] }, 'Dense 150, Dense 200'],
    [{ learningRate: 0.05 }, 'rate 0.05'],
    [{ optimizer: 'sgd' }, 'SGD'],
    [{ batch: 256, seed: 2 }, 'batch 256, seed 2'],
    [{ data: 'cifar10' }, 'CIFAR-10'],
    [{ learningRate: 100, optimizer: 'sgd', batch: 8 }, 'SGD, rate 100 and more'],
  ])('says what it had that this one has not: %o', (before, name) => {
    expect(changeName({ ...bookSpec, ...before }, bookSpec)).toBe(name);
  });

  it('is told with what it came to', () => {
    expect(earlierLegend('no Dense 150', 0.77, 3.2)).toBe('before: no Dense 150, 77.0 % in 3.2 s');
    expect(earlierLegend('SGD', undefined, undefined)).toBe('before: SGD');
  });
});

describe('a chart in words', () => {
  const points: ChartPoint[] = [
    { step: 10, steps: 10, loss: 2.31, accuracy: 0.1 },
    { step: 320, steps: 310, loss: 0.3, accuracy: 0.9 },
  ];
  const row: EpochRow = { epoch: 0, loss: 0.25, accuracy: 0.92, validation: { loss: 0.26, accuracy: 0.9 } };

  it('tells where the line came from and went', () => {
    expect(figureSentence('loss', points, [row])).toBe('Loss fell from 2.310 to 0.250 in 1 epoch, validation 0.260.');
    expect(figureSentence('accuracy', points, [])).toBe('Accuracy rose from 10.0 % to 90.0 % in 320 steps.');
    expect(figureSentence('loss', [], [])).toBe('Loss: nothing has been learned yet.');
  });

  it('reads a place of it, and only the lines that reach it', () => {
    const both = { train: '0.251', validation: '0.260' };
    expect(reading(1.5, 100, both)).toBe('Epoch 2, step 50 of 100: train 0.251, validation 0.260');
    expect(reading(2, 157, { train: '0.251', validation: undefined })).toBe('Epoch 2, step 157 of 157: train 0.251');
  });

  it('says of which epoch a mean is', () => {
    expect(hint(9)).toMatch(/ Mean: over all of epoch 10\.$/);
    expect(hint(undefined)).not.toMatch(/Mean/);
  });

  it('keeps the numbers beside it short', () => {
    expect([lossTick(0.5), lossTick(20), lossTick(200_000)]).toEqual(['0.5', '20', '2e5']);
  });
});
