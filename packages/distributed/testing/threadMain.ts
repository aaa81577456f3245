// What each thread of `runThreads` runs.
import { parentPort, workerData } from 'node:worker_threads';
import { type Answer, type Seat, type ThreadProgram, threadWorld, WorldEndedError } from './threadWorld.ts';

const seat = workerData as Seat;

const run = async (): Promise<Answer> => {
  try {
    const program = ((await import(seat.program)) as { default: ThreadProgram<unknown> }).default;
    const { world, hasLeft } = threadWorld(seat);
    const value = await program(world, seat.data as never);
    if (hasLeft()) return { value };
    return { ended: { code: 70, reason: `rank ${seat.rank} ended before the others, without leave`, first: true } };
  } catch (error) {
    if (error instanceof WorldEndedError) {
      return { ended: { code: error.code, reason: error.message, first: error.first } };
    }
    return { error };
  }
};

parentPort!.postMessage(await run());
