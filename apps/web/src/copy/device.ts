export const title = 'Where it trains';
export const notYet = 'The trainer is still looking at what this machine has.';
export const notTimed = 'No other device was timed here.';
export const legend = 'The next run';
export const fastest = 'The fastest';
export const about = {
  auto: 'Takes the device with the shortest step, once two of them were timed.',
  webgpu: 'The graphics chip. Best with large networks and batches.',
  wasm: 'The processor, by compiled code. Best with small networks.',
  cpu: 'The processor, by JavaScript alone. Works everywhere, slowly.',
} as const;
export const aStep = (time: string): string => `${time} a step`;
export const begin = 'Begin a new run there';
export const stays = 'A run stays on the device that it began on, so the code on this page repeats it exactly.';
