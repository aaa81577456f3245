import { engine } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { referenceLosses } from './reference.ts';
import { selfTest } from './selfTest.ts';

vi.mock('./train.ts', async (load) => ({ train: vi.fn((await load<typeof import('./train.ts')>()).train) }));
const { train } = await import('./train.ts');

test.each(['cpu', 'wasm'])('%s trains to the losses of plain JavaScript', async (name) => {
  const before = engine().state.numTensors;
  const result = await selfTest(name);
  expect(result).toEqual({
    backend: name,
    outcome: 'right',
    device: expect.stringContaining('CPU core'),
    difference: expect.any(Number),
    step: expect.any(Number),
  });
  expect('difference' in result && result.difference).toBeLessThan(1e-5);
  expect(engine().state.numTensors).toBe(before);
});

test('the losses fall, as those of a network that learns', () => {
  const losses = referenceLosses();
  expect(losses).toHaveLength(4);
  expect(losses.at(-1)!).toBeLessThan(losses[0]! - 0.05);
});

test.each([
  ['one that is off', (i: number, loss: number) => (i === 3 ? loss * 1.01 : loss)],
  ['one that is not a number', (i: number, loss: number) => (i === 1 ? Number.NaN : loss)],
])('losses with %s are wrong', async (_, change) => {
  vi.mocked(train).mockResolvedValueOnce({ losses: referenceLosses().map((loss, i) => change(i, loss)), step: 1 });
  expect(await selfTest('cpu')).toMatchObject({ outcome: 'wrong' });
});

test('what is thrown on the way is told', async () => {
  vi.mocked(train).mockRejectedValueOnce(new Error('out of memory'));
  expect(await selfTest('cpu')).toEqual({ backend: 'cpu', outcome: 'failed', says: 'out of memory' });
});

test('an unknown name is refused', async () => {
  await expect(selfTest('wsam')).rejects.toThrow('selfTest: unknown backend "wsam"; did you mean "wasm"?');
});
