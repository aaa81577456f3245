import { batch } from '@preact/signals';
import * as look from './look.ts';
import * as run from './run.ts';

/** The run at hand becomes the earlier one, kept for its curves; the page is empty for the next. */
export const putAway = (): void =>
  batch(() => {
    const spec = run.runSpec.value;
    const { points, rows, result } = run;
    if (spec !== undefined && points.value.length > 0) {
      run.earlier.value = {
        spec,
        points: points.value,
        rows: rows.value,
        accuracy: result.value?.accuracy ?? rows.value.at(-1)?.validation.accuracy,
        seconds: result.value?.seconds,
      };
    }
    points.value = [];
    rows.value = [];
    result.value = undefined;
    run.savedStep.value = undefined;
    run.step.value = 0;
    look.counts.value = undefined;
    look.guesses.value = undefined;
    look.guessedStep.value = undefined;
    look.layer.value = undefined;
    look.showClass(undefined);
  });
