// Sums again and again, until a rank does something else: faults.ts <what> [rank] [limit]
import { setTimeout as pause } from 'node:timers/promises';
import { join } from '../../src/join.ts';

const [what = 'none', victim = '1', limit = '20'] = process.argv.slice(2);

if (what === 'exit0 before' && (process.env.PMI_RANK ?? process.env.OMPI_COMM_WORLD_RANK) === victim) process.exit(0);
const world = await join({ limit: what === 'exit0 before' ? Number(limit) : 20 });
const mine = world.rank === Number(victim);
const numbers = new Float32Array(1000);
if (what === 'twice') await join();
for (let step = 0; ; step++) {
  // Processes may begin far apart.
  world.sumInOrder([numbers], step < 4 ? 20 : Number(limit));
  if (step === 3) console.log(`rank ${world.rank} is at work`);
  if (step === 5 && mine) {
    if (what === 'throw') throw new Error('bad batch');
    if (what === 'exit0') process.exit(0);
    if (what === 'exit3') process.exit(3);
    if (what === 'leave') world.leave();
    if (what === 'abort') world.abort(2, 'wrong options');
    if (what === 'longer') world.sumInOrder([new Float32Array(1001)]);
    if (what === 'other call') world.sum([numbers]);
    if (what === 'stuck') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    if (what === 'natural end') break;
  }
  await pause(10);
}
