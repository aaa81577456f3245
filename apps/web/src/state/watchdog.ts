import { effect } from '@preact/signals';
import { trainer } from '../copy/trainer.ts';
import type { DeviceName, Phase } from '../worker/protocol.ts';
import * as run from './run.ts';
import { begun, onEvent } from './trainer.ts';

const patience = 10_000;
/** Its script is fetched and read first. */
const patienceToLoad = 60_000;
/** Plain JavaScript is slow, and no less at work. */
const patienceOnCpu = 60_000;
/** In its first epoch a GPU compiles one program after another; one that is software takes minutes for all of them. */
const patienceWithNewGpu = 180_000;
const every = 1000;

export interface Quiet {
  /** Whether the worker at hand has told anything yet. */
  readonly isHeard: boolean;
  readonly phase: Phase;
  readonly device: DeviceName | undefined;
  /** Whether this run has done an epoch on this device. */
  readonly isTried: boolean;
  readonly quietFor: number;
}

const patienceWith = ({ device, isTried, isHeard }: Quiet): number => {
  if (!isHeard) return patienceToLoad;
  if (device === 'cpu') return patienceOnCpu;
  return device === 'webgpu' && !isTried ? patienceWithNewGpu : patience;
};

/** Whether silence is a bad sign: only from a worker that has something to tell. */
export const isSilent = (quiet: Quiet): boolean => {
  const { phase, quietFor } = quiet;
  const isAtWork = phase === 'starting' || phase === 'running' || phase === 'recovering';
  return isAtWork && quietFor >= patienceWith(quiet);
};

/** Says so when the trainer is silent, and takes it back when it is heard again. */
export const watchTrainer = (): void => {
  // Counted in ticks and not by the clock: while a page is frozen, neither it nor its worker does anything.
  let quietFor = 0;
  let isTried = false;
  let isHeard = false;
  effect(() => {
    void begun.value;
    quietFor = 0;
    isHeard = false;
  });
  onEvent((event) => {
    quietFor = 0;
    isHeard = true;
    if (event.type === 'device' || (event.type === 'state' && event.step === 0)) isTried = false;
    if (event.type === 'epoch') isTried = true;
    if (run.failure.value?.kind === 'silent') run.failure.value = undefined;
  });
  setInterval(() => {
    quietFor += every;
    // Before it has begun, as while another tab trains, nobody is silent.
    if (begun.value === 0 || run.failure.value?.kind === 'silent') return;
    if (!isSilent({ phase: run.phase.value, device: run.device.value?.name, isTried, isHeard, quietFor })) return;
    quietFor = 0;
    run.failure.value = {
      kind: 'silent',
      sentence: trainer.silent,
      offers: [{ do: 'dismiss' }, { do: 'goOn' }],
    };
  }, every);
};
