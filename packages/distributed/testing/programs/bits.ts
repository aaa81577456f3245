// Sums of shards of numbers that are not exact, of many kinds and lengths; a line of JSON a rank: bits.ts [shards]
import { createHash } from 'node:crypto';
import { join } from '../../src/join.ts';
import { addInOrder } from '../../src/tree.ts';
import type { Summed } from '../../src/world.ts';
import { lengths, numbersOf } from '../numbers.ts';

const shards = process.argv[2] === undefined ? undefined : Number(process.argv[2]);
const resources = () => process.getActiveResourcesInfo().filter((name) => name !== 'Immediate').length;
const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
const before = [resources(), listeners()];
const world = await join({ shards });
const { rank, size } = world;
const each = world.shards / size;

const digest = (array: Summed | Uint8Array): string =>
  createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex')
    .slice(0, 16);

/** This rank's shards, added up as the tree does. */
const mine = <T extends Summed>(kind: { new (length: number): T }, length: number): T => {
  const arrays = Array.from({ length: each }, (_, i) => numbersOf(kind, length, rank * each + i));
  addInOrder(arrays);
  return arrays[0]!;
};

const floats = lengths.map((length) => mine(Float32Array, length));
const doubles = lengths.map((length) => mine(Float64Array, length));
world.sumInOrder([...floats, ...doubles]);

const alone = mine(Float32Array, 1001);
world.sumInOrder([alone]);

const inWasm = (memory: WebAssembly.Memory): readonly Summed[] => {
  const views = [3, 4097, 50_001].map((length, i) => {
    const view = new Float32Array(memory.buffer, 4 + i * 2 ** 20, length);
    view.set(mine(Float32Array, length));
    return view;
  });
  world.sumInOrder(views);
  return views;
};
const plain = inWasm(new WebAssembly.Memory({ initial: 64 }));
const shared = inWasm(new WebAssembly.Memory({ initial: 64, maximum: 64, shared: true }));

const any = [mine(Float32Array, 100_003), mine(Float64Array, 7), mine(Float32Array, 7)];
world.sum([...any, new Float32Array(0)]);

const bytes = Uint8Array.from({ length: 70_001 }, (_, i) => (rank === 0 ? i : 0));
world.broadcast(bytes);
world.sum([]);

// The last rank comes late: what does waiting cost?
const nap = new Int32Array(new SharedArrayBuffer(4));
if (rank === size - 1) Atomics.wait(nap, 0, 0, 400);
const [began, used] = [performance.now(), process.cpuUsage()];
world.sum([new Float32Array(10)]);
const waited = performance.now() - began;
const { user, system } = process.cpuUsage(used);

world.leave();
world.leave();
let afterwards = '';
try {
  world.sum([]);
} catch (error) {
  afterwards = String(error);
}
await new Promise((resolve) => setTimeout(resolve, 50));
const line = {
  rank,
  size,
  shards: world.shards,
  leads: world.leads,
  floats: floats.map(digest),
  doubles: doubles.map(digest),
  alone: digest(alone),
  plain: plain.map(digest),
  shared: shared.map(digest),
  any: any.map(digest),
  close: any.map((array) => Math.max(...array.subarray(0, 5).map((value, i) => Math.abs(value - numbersSum(i))))),
  bytes: digest(bytes),
  waited,
  cpu: (user + system) / 1000,
  afterwards,
  handles: [before, [resources(), listeners()]],
};
console.log(JSON.stringify(line));

/** In float64. */
function numbersSum(i: number): number {
  let sum = 0;
  for (let shard = 0; shard < world.shards; shard++) sum += numbersOf(Float64Array, i + 1, shard)[i]!;
  return sum;
}
