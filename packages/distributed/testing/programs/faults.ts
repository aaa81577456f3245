// Sums again and again, until one rank, or two, do something else: faults.ts <what> [rank] [limit]

import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, Worker } from 'node:worker_threads';
import { join } from '../../src/join.ts';

const [what = 'none', victim = '1', limit = '20'] = process.argv.slice(2);

if (what === 'worker' && isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
  worker.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
} else {
  if (what === 'exit0 before' && (process.env.PMI_RANK ?? process.env.OMPI_COMM_WORLD_RANK) === victim) process.exit(0);
  const world = await join({ limit: Number(limit), shards: what === 'shards' ? 5 : undefined });
  const mine = world.rank === Number(victim);
  const numbers = new Float32Array(1000).fill(1);
  if (what === 'twice') await join();
  for (let step = 0; ; step++) {
    world.sumInOrder([numbers.fill(1)]);
    if (step === 3) console.log(`rank ${world.rank} is at work`);
    if (step === 5 && mine) {
      if (what === 'throw') throw new Error('bad batch');
      if (what === 'exit0') process.exit(0);
      if (what === 'exit3') process.exit(3);
      if (what === 'leave') world.leave();
      if (what === 'abort') world.abort(2, 'wrong options');
      if (what === 'longer') world.sumInOrder([new Float32Array(1001)]);
      if (what === 'same length') world.sumInOrder([new Float32Array(400), new Float32Array(600)]);
      if (what === 'other call') world.sum([numbers]);
      if (what === 'bytes') world.broadcast(new Uint8Array(4000));
      if (what === 'sleep') for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    }
    if (step === 8 && ['none', 'exit0 before', 'twice'].includes(what)) break;
    await pause(10);
  }
  world.leave();
  world.leave();
  const handles = process.getActiveResourcesInfo().filter((name) => !/TTY|Pipe|Immediate/.test(name));
  console.log(`rank ${world.rank} has left: ${numbers[0]} ${handles} ${process.listenerCount('exit')}`);
}
