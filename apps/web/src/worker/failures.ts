import type { Spec } from '@kindling/app-common';
import { Failed } from './failed.ts';
import type { Failure } from './protocol.ts';

const first = (spec: Spec): Spec => ({ ...spec, learningRate: spec.optimizer === 'adam' ? 5e-4 : 0.01, rates: [] });

/** The words of what was thrown. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const nanFailure = (spec: Spec, step: number, saved: number | undefined, rate: number): Failure => ({
  kind: 'nan',
  sentence: `Loss became NaN near step ${step}. The rate ${rate} is probably too high.`,
  offers: [
    { do: 'goBack', step: saved ?? 0, learningRate: rate / 10 },
    { do: 'startAgain', spec: first(spec) },
  ],
});

export const stuckFailure = (spec: Spec): Failure => ({
  kind: 'stuck',
  sentence: 'Still guessing (2.303 = ln 10). Try a smaller rate.',
  offers: [{ do: 'startAgain', spec: first(spec) }, { do: 'dismiss' }],
});

/** What people are told of an error that nobody expected. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Failed
    ? error.failure
    : {
        kind: 'unexpected',
        sentence: 'Training has failed in a way that this page does not know.',
        details: wordsOf(error),
        offers: [{ do: 'goOn' }],
      };
