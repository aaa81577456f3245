import type { Spec } from '@kindling/app-common';
import { worker as copy } from '../copy/worker.ts';
import { Failed } from './failed.ts';
import type { DeviceName, Failure } from './protocol.ts';

/** What a failure is seen beside. */
export interface Place {
  readonly spec: Spec | undefined;
  /** Of the checkpoint that a run can go on from. */
  readonly saved: number | undefined;
  readonly device: DeviceName | undefined;
}

/** A rate at which the book's network learns. */
const safe = (spec: Spec): number => (spec.optimizer === 'adam' ? 5e-4 : 0.01);

/** Below the rate that failed, whatever that was. */
const calmer = (spec: Spec, failed: number): Spec => ({
  ...spec,
  learningRate: Math.min(safe(spec), failed / 10),
  rates: [],
});

/** The error in words, and those of what it came from. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${wordsOf(error.cause)})`;
  return `${error.message}${cause}`;
};

export const nanFailure = (spec: Spec, step: number, saved: number | undefined, rate: number): Failure => ({
  kind: 'nan',
  sentence: copy.nan(step, rate),
  offers: [
    { do: 'goBack', step: saved ?? 0, learningRate: rate / 10 },
    { do: 'startAgain', spec: calmer(spec, rate) },
  ],
});

/** A loss that is so many times that of guessing comes from steps that are too large. */
const farWorse = 1.5;

export const stuckFailure = (spec: Spec, rate: number, loss: number): Failure => {
  const again = calmer(spec, rate);
  return {
    kind: 'stuck',
    sentence: loss > farWorse * Math.log(10) ? copy.tooLarge(rate, loss, again.learningRate) : copy.stuck,
    offers: [{ do: 'startAgain', spec: again }, { do: 'dismiss' }],
  };
};

const noMemory =
  /out of memory|memory access out of bounds|allocat|array buffer|invalid (typed )?array length|exceeds the/i;

const isMemory = (error: unknown): boolean =>
  error instanceof Error && (noMemory.test(error.message) || (error.cause !== undefined && isMemory(error.cause)));

const memoryFailure = (details: string, { spec, saved, device }: Place): Failure => ({
  kind: 'memory',
  sentence: copy.memory(saved),
  details,
  offers: [
    ...(spec !== undefined && spec.batch >= 16
      ? [{ do: 'startAgain' as const, spec: { ...spec, batch: Math.floor(spec.batch / 2) } }]
      : []),
    ...(device === 'webgpu' ? [{ do: 'useDevice' as const, device: 'wasm' as const }] : []),
  ],
});

/** What people are told of whatever was thrown. */
export const failureOf = (error: unknown, place: Place): Failure => {
  if (error instanceof Failed) return error.failure;
  const details = wordsOf(error);
  if (isMemory(error)) return memoryFailure(details, place);
  return { kind: 'unexpected', sentence: copy.unexpected(place.saved), details, offers: [{ do: 'goOn' }] };
};
