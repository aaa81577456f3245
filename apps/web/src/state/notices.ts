import { effect } from '@preact/signals';
import { notice, phase } from './run.ts';

/** Milliseconds that a note stands under a run that goes on. */
export const longEnough = 10_000;

/** A note goes when the run that it stood under comes to rest, or after a while; orders take it away by themselves. */
export const followNotices = (): void => {
  let wasRunning = false;
  effect(() => {
    const isRunning = phase.value === 'running';
    const rests = wasRunning && !isRunning && phase.value !== 'recovering';
    wasRunning = isRunning;
    if (rests) notice.value = undefined;
  });
  effect(() => {
    if (notice.value === undefined || phase.value !== 'running') return;
    const timer = setTimeout(() => {
      notice.value = undefined;
    }, longEnough);
    return () => clearTimeout(timer);
  });
};
