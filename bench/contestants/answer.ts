import { createInterface } from 'node:readline';
import type { Answer } from '../protocol.ts';
import type { Contestant } from './contestant.ts';
import { profiledShare } from './hostTime.ts';

const say = (answer: Answer): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};

/** Milliseconds of `steps` steps: until all is asked for, and until all is done. */
const timed = async ({ step, settle }: Contestant, steps: number): Promise<{ asked: number; done: number }> => {
  const start = performance.now();
  for (let taken = 0; taken < steps; taken++) await step();
  const asked = performance.now() - start;
  await settle?.();
  return { asked, done: performance.now() - start };
};

const serve = async (make: () => Promise<Contestant>): Promise<void> => {
  const contestant = await make();
  await timed(contestant, 3); // compiles, allocates, warms up
  say({ ready: contestant.note });
  for await (const line of createInterface({ input: process.stdin })) {
    const [request, steps] = line.split(' ');
    if (request === 'memory') say({ peak: process.resourceUsage().maxRSS / 1024 });
    else if (request === 'host') {
      const { done } = await timed(contestant, Number(steps));
      say({ milliseconds: done * (await profiledShare(() => timed(contestant, Number(steps)))) });
    } else {
      const { asked, done } = await timed(contestant, Number(steps));
      say({ milliseconds: request === 'ask' ? asked : done });
    }
  }
};

/**
 * Makes this process a contestant: it warms up, answers what ../protocol.ts asks, and ends with it. Between two
 * requests it waits for stdin, so that it costs the others nothing.
 */
export const answer = async (make: () => Promise<Contestant>): Promise<void> => {
  try {
    await serve(make);
  } catch (error) {
    say({ absent: (error as Error).message.split('\n')[0]! });
  }
  process.exit();
};
