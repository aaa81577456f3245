// How much two threads do of what one does: 2 on two cores of their own, 1 on one core that both share.
import { Worker } from 'node:worker_threads';
import { median } from './rounds.ts';

/** Eight chains of products and sums, which keep a core's units busy without its memory. */
const program = `
const { parentPort } = require('node:worker_threads');
const work = (turns) => {
  let [a, b, c, d, e, f, g, h] = [1, 2, 3, 4, 5, 6, 7, 8];
  for (let i = 0; i < turns; i++) {
    a = a * 0.999 + 1; b = b * 0.998 + 1; c = c * 0.997 + 1; d = d * 0.996 + 1;
    e = e * 0.995 + 1; f = f * 0.994 + 1; g = g * 0.993 + 1; h = h * 0.992 + 1;
  }
  return a + b + c + d + e + f + g + h;
};
parentPort.on('message', (turns) => parentPort.postMessage(work(turns)));
`;

const usual = 20_000_000;
const rounds = 7;

const done = (worker: Worker, turns: number): Promise<unknown> => {
  const answer = new Promise((resolve) => worker.once('message', resolve));
  worker.postMessage(turns);
  return answer;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** The median of several rounds of so many turns. */
export const speedUpOfTwoThreads = async (turns = usual): Promise<number> => {
  const [one, other] = [new Worker(program, { eval: true }), new Worker(program, { eval: true })];
  try {
    for (const worker of [one, other]) for (let i = 0; i < 3; i++) await done(worker, turns);
    const all: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const alone = await timed(() => done(one, turns));
      const both = await timed(() => Promise.all([done(one, turns), done(other, turns)]));
      all.push((2 * alone) / both);
    }
    return median(all);
  } finally {
    await Promise.all([one.terminate(), other.terminate()]);
  }
};
