import { failureSentences } from '../copy/runBar.ts';
import type { DeviceName, Phase } from '../worker/protocol.ts';
import * as run from './run.ts';
import { onEvent } from './trainer.ts';

const patience = 10_000;
/** Plain JavaScript is slow, and no less at work. */
const patienceOnCpu = 60_000;
const every = 1000;

/** Whether silence is a bad sign: only from a worker that has something to tell. */
export const isSilent = (phase: Phase, device: DeviceName | undefined, quietFor: number): boolean => {
  const isAtWork = phase === 'starting' || phase === 'running' || phase === 'recovering';
  return isAtWork && quietFor >= (device === 'cpu' ? patienceOnCpu : patience);
};

/** Says so when the trainer is silent, and takes it back when it is heard again. */
export const watchTrainer = (): void => {
  // Counted in ticks and not by the clock: while a page is frozen, neither it nor its worker does anything.
  let quietFor = 0;
  onEvent(() => {
    quietFor = 0;
    if (run.failure.value?.kind === 'silent') run.failure.value = undefined;
  });
  setInterval(() => {
    quietFor += every;
    if (run.failure.value !== undefined) return;
    if (!isSilent(run.phase.value, run.device.value?.name, quietFor)) return;
    quietFor = 0;
    run.failure.value = {
      kind: 'silent',
      sentence: failureSentences.silent,
      offers: [{ do: 'dismiss' }, { do: 'goOn' }],
    };
  }, every);
};
