import { DeviceLostError } from '@kindling/core';
import { expect, test, vi } from 'vitest';
import { watchLoss } from './loss.ts';

const create = () => {
  let lose!: (info: { reason: GPUDeviceLostReason; message: string }) => void;
  const lost = new Promise<{ reason: GPUDeviceLostReason; message: string }>((resolve) => {
    lose = resolve;
  });
  return { lose, loss: watchLoss({ lost } as unknown as GPUDevice) };
};

const never = () => new Promise<never>(() => undefined);
const abort = () => Promise.reject(Object.assign(new Error('mapping was aborted'), { name: 'AbortError' }));

test('what waits is rejected, though the GPU never answers, and so is what comes later', async () => {
  const { lose, loss } = create();
  const waiting = loss.whileThere(never);
  expect(loss.error()).toBeUndefined();
  lose({ reason: 'unknown', message: 'the driver was reset' });
  await expect(waiting).rejects.toMatchObject({
    name: 'DeviceLostError',
    reason: 'unknown',
    message:
      'webgpu: the device is lost (unknown: the driver was reset), and all tensors on it; ' +
      'selectBackend gives a new device; go on from a checkpoint',
  });
  await expect(loss.whileThere(async () => 1)).rejects.toBe(loss.error());
  expect(await loss.lost).toBe(loss.error());
});

test("an AbortError of the GPU's is never one of the user's", async () => {
  const { lose, loss } = create();
  vi.useFakeTimers();
  const givenUp = loss.whileThere(abort).catch((error) => error);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await givenUp).toMatchObject({ name: 'Error', message: 'webgpu: the GPU gave up: mapping was aborted' });
  vi.useRealTimers();
  const waiting = loss.whileThere(abort);
  setImmediate(lose, { reason: 'unknown', message: '' });
  await expect(waiting).rejects.toThrow(DeviceLostError);
});

test('what works is given, and other errors are left as they are', async () => {
  const { loss } = create();
  expect(await loss.whileThere(async () => 3)).toBe(3);
  const error = new Error('no');
  await expect(loss.whileThere(() => Promise.reject(error))).rejects.toBe(error);
});

test('a loss of our own doing is not told', async () => {
  const { lose, loss } = create();
  loss.expect();
  lose({ reason: 'destroyed', message: '' });
  const told = vi.fn();
  void loss.lost.then(told);
  await new Promise((resolve) => setImmediate(resolve));
  expect(loss.error()).toBeInstanceOf(DeviceLostError);
  expect(told).not.toHaveBeenCalled();
});
