import { batch } from '@preact/signals';
import { counts, guesses, layer } from './look.ts';
import { plan } from './plan.ts';
import { earlier, failure, notice, phase, points, result, rows, runSpec } from './run.ts';
import { order } from './trainer.ts';

/** What the buttons and keys do. */

/** Begins a run with what the controls say; the run before is kept for its curves. */
export const train = (): void => {
  batch(() => {
    if (runSpec.value !== undefined && points.value.length > 0) {
      earlier.value = {
        spec: runSpec.value,
        points: points.value,
        rows: rows.value,
        accuracy: result.value?.accuracy ?? rows.value.at(-1)?.validation.accuracy,
        seconds: result.value?.seconds,
      };
    }
    points.value = [];
    rows.value = [];
    counts.value = undefined;
    guesses.value = undefined;
    layer.value = undefined;
    failure.value = undefined;
    notice.value = undefined;
    result.value = undefined;
  });
  order({ type: 'start', spec: plan.value });
};

export const pause = (): void => order({ type: 'pause' });
export const resume = (): void => order({ type: 'resume' });
export const stop = (): void => order({ type: 'stop' });
export const more = (epochs: number): void => order({ type: 'more', epochs });

/** The one big button: what it does depends on the state. */
export const trainOrPause = (): void => {
  if (phase.value === 'running' || phase.value === 'recovering') pause();
  else if (phase.value === 'paused' || phase.value === 'stopped') resume();
  else if (phase.value !== 'starting') train();
};
