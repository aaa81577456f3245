import type { DeviceName } from '../worker/protocol.ts';
import { deviceNames } from './deviceNames.ts';
import { count, rate as rateText } from './numbers.ts';

/** Sentences that the worker says: of devices, and of what goes wrong while it trains. */

const stepsWere = (steps: number): string => `${count(steps)} ${steps === 1 ? 'step was' : 'steps were'}`;

/** `69`, `3.5`, `1,200` */
const short = (value: number): string => (value < 10 ? value.toFixed(1) : count(Math.round(value)));

export const worker = {
  labels: {
    webgpu: (device: string): string => `${deviceNames.webgpu}, ${device}`,
    wasm: (threads: number): string => `${deviceNames.wasm}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    cpu: (): string => deviceNames.cpu,
  },
  asked: 'You asked for it.',
  notThere: (wish: DeviceName, why: string): string => `${deviceNames[wish]} was asked for, but is ${why}.`,
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
    `Loss became NaN near step ${count(step)}. The rate ${rateText(rate)} is probably too high.`,
  stuck: 'Still guessing (2.303 = ln 10). Try a smaller rate.',
  tooLarge: (rate: number, loss: number, smaller: number): string =>
    `The rate ${rateText(rate)} is too large: the loss is ${short(loss)}, worse than guessing (2.303). Try ${rateText(smaller)}.`,
  memory: (step: number | undefined): string =>
    step === undefined
      ? 'This device has no room in memory for this network. Nothing was trained.'
      : `This device has no room in memory for the next step. The run is kept as of step ${count(step)}.`,
  model: (why: string): string => `This network can't be built: ${why}`,
  unexpected: (step: number | undefined): string =>
    step === undefined
      ? 'Training has failed, in a way that this page does not know.'
      : `Training has failed, in a way that this page does not know. The run is kept as of step ${count(step)}.`,
  deviceGone: 'The device is lost, and no other one has started. What was saved is kept.',
  recovered: (step: number, again: number): string =>
    `The GPU was reset. Back at step ${count(step)} on a new device; ${stepsWere(again)} taken back and run again.`,
  moved: (step: number): string =>
    `The GPU was reset twice within a minute. Going on from step ${count(step)} on WebAssembly, which is safe from that.`,
  wentBack: (step: number, rate: number): string => `Back at step ${count(step)}, with the rate ${rateText(rate)}.`,
  wentOn: (step: number): string => `Going on from step ${count(step)}, where the run was saved last.`,

  notReady: 'The trainer is not ready yet.',
  noPicture: (id: number): string => `There is no picture ${id}.`,
  noNeuron: (unit: number): string => `The first layer has no neuron ${unit}.`,
  wrongPixels: 'Pictures must be 32 × 32 × 3 bytes each.',
} as const;
