// A contestant in a process of its own:   node serve.ts '{"library":"kindling","network":"mlp","batch":32,...}'
import { answer } from './answer.ts';
import type { Contestant, Task } from './contestant.ts';

const libraries: Readonly<Record<Task['library'], () => Promise<(task: Task) => Promise<Contestant>>>> = {
  kindling: async () => (await import('./kindling.ts')).kindling,
  'tfjs-layers': async () => (await import('./tfjsLayers.ts')).tfjsLayers,
  'jax-js': async () => (await import('./jaxJs.ts')).jaxJs,
  program: async () => (await import('./programs.ts')).program,
  feeding: async () => (await import('./feeding.ts')).feeding,
};

await answer(async () => {
  const task: Task = JSON.parse(process.argv[2]!);
  const library = await libraries[task.library]();
  return library(task);
});
