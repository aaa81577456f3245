import type { World } from '@kindling/core';
import type { Output } from '../cli/command.ts';
import { endingBySignal } from '../cli/interrupt.ts';

/** In seconds: how long the others wait while rank 0 downloads, or judges and draws at the end. */
const patience = 6 * 3600;

/**
 * What rank 0 alone finds out, as JSON for the others. Its error ends the job: a process that ends without `leave`
 * takes the others along.
 */
export const fromLeader = async <T extends object | number | string>(
  world: World,
  work: () => Promise<T>,
): Promise<T> => {
  if (world.size === 1) return work();
  const own = world.leads ? await work() : undefined;
  const length = new Float64Array(1);
  const bytes = Buffer.from(own === undefined ? '' : JSON.stringify(own));
  length[0] = bytes.length;
  world.broadcast(new Uint8Array(length.buffer), patience);
  const told = own === undefined ? Buffer.alloc(length[0]) : bytes;
  world.broadcast(told);
  return own ?? (JSON.parse(told.toString()) as T);
};

/** Work of every process that one of them begins: a download that the others then find done. */
export const leaderFirst = async <T>(world: World, work: () => Promise<T>): Promise<T> => {
  const own = world.leads ? [await work()] : [];
  world.broadcast(new Uint8Array(1), patience);
  const [made] = world.leads ? own : [await work()];
  world.sum([new Float64Array(1)], patience);
  return made as T;
};

const silent: Output = {
  print: () => undefined,
  status: () => undefined,
  terminal: { columns: undefined, write: () => undefined },
};

/** Runs a command in every process of a world. Rank 0 speaks, and says with which exit code all of them end. */
export const together = async (
  world: World,
  output: Output,
  work: (output: Output) => Promise<number>,
): Promise<number> => {
  if (world.size === 1) return work(output);
  const own = await endingBySignal(() => work(world.leads ? output : silent));
  const code = await fromLeader(world, async () => own);
  world.leave();
  return code;
};
