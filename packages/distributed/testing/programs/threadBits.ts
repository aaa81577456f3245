// Sums of shards on threads, as bits; or what ends a world.
import { createHash } from 'node:crypto';
import { addInOrder } from '../../src/tree.ts';
import type { Summed, World } from '../../src/world.ts';
import { lengths, numbersOf } from '../numbers.ts';

const digest = (array: Summed | Uint8Array): string =>
  createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex')
    .slice(0, 16);

export default (world: World, fault: string | undefined) => {
  const { rank, size, shards } = world;
  if (rank === 1) {
    if (fault === 'exit') return;
    if (fault === 'throw') throw new Error('bad batch');
    if (fault === 'abort') world.abort(2, 'wrong options');
    if (fault === 'longer') world.sumInOrder([new Float32Array(4)]);
    // Longer than the others wait.
    if (fault === 'stay away') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
  }
  if (fault !== undefined) world.sumInOrder([new Float32Array(3)]);
  const each = shards / size;
  const mine = <T extends Summed>(kind: { new (length: number): T }, length: number): T => {
    const arrays = Array.from({ length: each }, (_, i) => numbersOf(kind, length, rank * each + i));
    addInOrder(arrays);
    return arrays[0]!;
  };
  const floats = lengths.map((length) => mine(Float32Array, length));
  const doubles = lengths.map((length) => mine(Float64Array, length));
  world.sumInOrder([...floats, new Float32Array(0), ...doubles]);
  const any = [mine(Float32Array, 100_003)];
  world.sum(any);
  const bytes = Uint8Array.from({ length: 300_001 }, (_, i) => (rank === 0 ? i : 0));
  world.broadcast(bytes);
  world.leave();
  return { floats: floats.map(digest), doubles: doubles.map(digest), any: any.map(digest), bytes: [digest(bytes)] };
};
