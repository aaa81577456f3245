import { add, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onDawn } from '../../testing/onDawn.ts';
import { runningBackend, type WebgpuBackend } from '../tfjs/backend.ts';
import { createHomes, type Guest, type Home } from './homes.ts';

onDawn('a home', () => {
  const guest = ({ dataId, size, dtype }: Tensor, from: Tensor = { dataId } as Tensor): Guest => ({
    dataId,
    bytes: 4 * size,
    dtype,
    from: from.dataId,
  });
  const read = (...tensors: Tensor[]) => Promise.all(tensors.map(async (each) => [...(await each.data())]));
  const used = (backend: WebgpuBackend): number =>
    (backend.memory() as unknown as { numBytesInGPU: number }).numBytesInGPU;
  /** Writes these numbers where the next ones of the tensors go, of which each has a room of 256 bytes. */
  const step = ({ queue }: WebgpuBackend, home: Home, ...numbers: number[][]): void => {
    for (const [i, each] of numbers.entries()) queue.writeBuffer(home.next, 256 * i, Float32Array.from(each));
    home.exchange();
  };

  test('tensors keep their numbers in it, have the next ones after an exchange, and leave nothing', async () => {
    const backend = runningBackend()!;
    const before = used(backend);
    const homes = createHomes(backend);
    const [a, b] = [tensor1d([1, 2, 3]), tensor1d([4, 5])];
    const home = homes.of([a, b].map((each) => guest(each)));
    expect(home.now).not.toBe(home.next);
    expect(homes.spanOf(b.dataId)).toEqual({ buffer: home.now, offset: 256, size: 8 });
    expect(await read(a, b)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    backend.ensureCommandEncoderReady();
    backend.submitQueue();
    expect(homes.wasWrittenOver(a.dataId)).toBe(false);
    step(backend, home, [10, 20, 30], [40, 50]);
    expect(homes.wasWrittenOver(a.dataId)).toBe(true);
    const sum = add(a, 1);
    expect(await read(a, b, sum)).toEqual([
      [10, 20, 30],
      [40, 50],
      [11, 21, 31],
    ]);
    const again = homes.of([a, b].map((each) => guest(each)));
    expect([again.now, again.next]).toEqual([home.next, home.now]);
    sum.dispose();
    a.dispose();
    expect(await read(b)).toEqual([[40, 50]]);
    b.dispose();
    backend.ensureCommandEncoderReady();
    backend.submitQueue();
    homes.clear();
    expect(used(backend)).toBe(before);
  });

  test('a tensor that takes the room of another leaves that one its numbers', async () => {
    const backend = runningBackend()!;
    const homes = createHomes(backend);
    const [a, b, c] = [tensor1d([1]), tensor1d([2]), tensor1d([3])];
    const first = homes.of([guest(a), guest(b)]);
    const second = homes.of([guest(a), guest(c)]);
    expect(second.now).toBe(first.now);
    expect(homes.spanOf(b.dataId)).toBeUndefined();
    backend.ensureCommandEncoderReady();
    backend.submitQueue();
    step(backend, second, [10], [30]);
    expect(await read(a, b, c)).toEqual([[10], [2], [30]]);
    homes.clear();
    expect(homes.spanOf(a.dataId)).toBeUndefined();
    expect(await read(a, b, c)).toEqual([[10], [2], [30]]);
    for (const each of [a, b, c]) each.dispose();
  });

  test('a tensor may come with the numbers of another, alone in its home', async () => {
    const backend = runningBackend()!;
    const homes = createHomes(backend);
    const [a, other] = [tensor1d([1]), tensor1d([7])];
    homes.of([guest(a)]);
    const { now } = homes.of([guest(a, other)]);
    expect(homes.spanOf(a.dataId)).toEqual({ buffer: now, offset: 0, size: 4 });
    expect(await read(a, other)).toEqual([[7], [7]]);
    const more = tensor1d([5]);
    expect([homes.of([guest(more)])].flatMap(({ now, next }) => [now, next])).not.toContain(now);
    homes.clear();
    for (const each of [a, other, more]) each.dispose();
  });
});
