import type { DeviceName } from '../worker/protocol.ts';

/** Sentences that the worker says: of devices, and of what goes wrong while it trains. */

const spoken: Readonly<Record<DeviceName, string>> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'Plain JavaScript' };

const steps = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'step was' : 'steps were'}`;
const at = (step: number): string => step.toLocaleString('en-US');

export const worker = {
  labels: {
    webgpu: (device: string): string => `WebGPU, ${device}`,
    wasm: (threads: number): string => `WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    cpu: (): string => 'Plain JavaScript',
  },
  asked: 'You asked for it.',
  notThere: (wish: DeviceName, why: string): string => `${spoken[wish]} was asked for, but is ${why}.`,
  gpu: {
    hardware: 'Learning begins at once here, while WebGPU gets ready.',
    software: 'WebGPU here is software; WebAssembly is faster.',
    none: 'This browser has no WebGPU for this machine.',
  },
  notIsolated: '1 thread, because the page is not isolated.',
  oneThread: (why: string): string => `1 thread: ${why}.`,
  slow: (why: string): string => `About 0.3 s a step, because WebAssembly is ${why}.`,
  onGpu: (why: string): string => `WebAssembly is ${why}.`,
  noDevice: 'Nothing works here that could train: neither WebAssembly nor plain JavaScript has started.',

  nan: (step: number, rate: number): string =>
    `Loss became NaN near step ${at(step)}. The rate ${rate} is probably too high.`,
  stuck: 'Still guessing (2.303 = ln 10). Try a smaller rate.',
  memory: (step: number | undefined): string =>
    step === undefined
      ? 'This device has no room in memory for this network. Nothing was trained.'
      : `This device has no room in memory for the next step. The run is kept as of step ${at(step)}.`,
  model: (why: string): string => `This network can't be made: ${why}`,
  unexpected: (step: number | undefined): string =>
    step === undefined
      ? 'Training has failed, in a way that this page does not know.'
      : `Training has failed, in a way that this page does not know. The run is kept as of step ${at(step)}.`,
  deviceGone: 'The device is lost, and no other one has started. What was saved is kept.',
  recovered: (step: number, again: number): string =>
    `The GPU was reset. Back at step ${at(step)} on a new device; ${steps(again)} taken back and run again.`,
  moved: (step: number): string =>
    `The GPU was reset twice within a minute. Going on from step ${at(step)} on WebAssembly, which is safe from that.`,
  wentBack: (step: number, rate: number): string => `Back at step ${at(step)}, with the rate ${rate}.`,
  wentOn: (step: number): string => `Going on from step ${at(step)}, where the run was saved last.`,

  notReady: 'The trainer is not ready yet.',
  noPicture: (id: number): string => `There is no picture ${id}.`,
  noNeuron: (unit: number): string => `The first layer has no neuron ${unit}.`,
  wrongPixels: 'Pictures must be 32 × 32 × 3 bytes each.',
} as const;
