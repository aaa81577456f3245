import type { DeviceName, DeviceTold } from '../worker/protocol.ts';

export const title = 'Where it trains';
export const notYet = 'The trainer is still looking at what this machine has.';
/** Why there is no other one to compare with. */
export const notTimed = ({ name, choices, gpuToTime }: DeviceTold): string => {
  if (!choices.includes('webgpu')) return 'No other device was timed here, since this browser has no WebGPU.';
  if (name === 'webgpu') return 'No other device was timed here: WebGPU is what this one began on.';
  if (!gpuToTime) return 'No other device was timed here, since WebGPU is software on this machine.';
  return 'WebGPU is timed beside the first run.';
};
export const legend = 'The next run';
export const fastest = 'The fastest';
export const about = {
  webgpu: 'The graphics chip. Best with large networks and batches.',
  wasm: 'The processor, by compiled code. Best with small networks.',
  cpu: 'The processor, by JavaScript alone. Works everywhere, slowly.',
} as const;
export const aStep = (time: string): string => `${time} a step`;
export const begin = 'Begin a new run there';
export const stays = 'A run stays on the device that it began on, so the code on this page repeats it exactly.';

/** What the choice of the fastest comes to here. */
export const fastestIs = (choices: readonly DeviceName[]): string =>
  choices.includes('webgpu')
    ? 'WebAssembly, or WebGPU once it was timed here and is faster.'
    : 'WebAssembly, where it works: this browser has no WebGPU.';
