// A contestant in a process of its own:   node serve.ts '{"library":"kindling","network":"mlp","batch":32,...}'
// It answers what ../protocol.ts asks, and between two requests it waits for stdin, so that it costs the others
// nothing.
import { createInterface } from 'node:readline';
import type { Answer } from '../protocol.ts';
import type { Contestant, Task } from './contestant.ts';

const libraries: Readonly<Record<Task['library'], () => Promise<(task: Task) => Promise<Contestant>>>> = {
  kindling: async () => (await import('./kindling.ts')).kindling,
  'tfjs-layers': async () => (await import('./tfjsLayers.ts')).tfjsLayers,
  'jax-js': async () => (await import('./jaxJs.ts')).jaxJs,
  feeding: async () => (await import('./feeding.ts')).feeding,
};

const say = (answer: Answer): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};

const timed = async (step: Contestant['step'], steps: number): Promise<number> => {
  const start = performance.now();
  for (let taken = 0; taken < steps; taken++) await step();
  return performance.now() - start;
};

const prepare = async (task: Task): Promise<Contestant> => {
  const library = await libraries[task.library]();
  const contestant = await library(task);
  await timed(contestant.step, 3); // compiles, allocates, warms up
  return contestant;
};

const serve = async (): Promise<void> => {
  const { step, note } = await prepare(JSON.parse(process.argv[2]!));
  say({ ready: note });
  for await (const line of createInterface({ input: process.stdin })) {
    const [request, steps] = line.split(' ');
    if (request === 'memory') say({ peak: process.resourceUsage().maxRSS / 1024 });
    else say({ milliseconds: await timed(step, Number(steps)) });
  }
};

try {
  await serve();
} catch (error) {
  say({ absent: (error as Error).message.split('\n')[0]! });
}
process.exit();
