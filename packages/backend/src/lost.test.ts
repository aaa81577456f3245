import { DeviceLostError } from '@kindling/core';
import { expect, test, vi } from 'vitest';
import { tellLoss } from './lost.ts';

const error = new DeviceLostError('it is gone', 'unknown');

const create = () => {
  let lose!: (error: DeviceLostError) => void;
  const lost = new Promise<DeviceLostError>((resolve) => {
    lose = resolve;
  });
  return { lose, lost, ...tellLoss(lost) };
};

test('each listener is called once, and one that was taken out is not', async () => {
  const { lose, lost, onLost } = create();
  const [first, second, out] = [vi.fn(), vi.fn(), vi.fn()];
  onLost(first);
  onLost(second);
  onLost(out)();
  lose(error);
  await lost;
  for (const listener of [first, second]) expect(listener.mock.calls).toEqual([[error]]);
  expect(out).not.toHaveBeenCalled();
  const late = vi.fn();
  onLost(late);
  await lost;
  expect(late.mock.calls).toEqual([[error]]);
});

test('nobody is told after the end, nor of a device that cannot be lost', async () => {
  const { lose, lost, onLost, forget } = create();
  const listener = vi.fn();
  onLost(listener);
  tellLoss(undefined).onLost(listener)();
  forget();
  lose(error);
  await lost;
  expect(listener).not.toHaveBeenCalled();
});
