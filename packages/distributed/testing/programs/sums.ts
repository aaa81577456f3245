import { join } from '../../src/join.ts';

const world = await join();
const { rank } = world;
for (const [name, memory] of [
  ['shared', new WebAssembly.Memory({ initial: 64, maximum: 128, shared: true })],
  ['plain', new WebAssembly.Memory({ initial: 64 })],
] as const) {
  const view = new Float32Array(memory.buffer, 4096, 1001).fill(rank + 1);
  world.sumInOrder([view]);
  const v2 = new Float32Array(memory.buffer, 4096 * 4, 100001).fill(rank + 1);
  world.sum([v2]);
  console.log(name, rank, view[0], view[1000], v2[0], v2[100000]);
}
const a = new Float32Array(647000).fill(rank);
for (const kind of ['sum', 'sumInOrder'] as const) {
  const t = [];
  for (let i = 0; i < 30; i++) {
    const s = performance.now();
    world[kind]([a]);
    t.push(performance.now() - s);
  }
  t.sort((x, y) => x - y);
  const b = new Float32Array(10),
    t2 = [];
  for (let i = 0; i < 200; i++) {
    const s = performance.now();
    world[kind]([b]);
    t2.push(performance.now() - s);
  }
  t2.sort((x, y) => x - y);
  if (rank === 0) console.log(kind, t[15], t2[100]);
}
world.leave();
