import { computed, effect, signal } from '@preact/signals';
import { phase } from './run.ts';

/** Whether what the page shows first is on the screen. */
export const isPainted = signal(false);
/** Whether it is long since, or there is a network. */
const isSettled = signal(false);

/** Whether what lies below the window has its turn: it takes no time from what a visitor waits for. */
export const isBelowWanted = computed(() => isPainted.value && isSettled.value);

/** A page in the background has no frames, and waits for none. */
const late = 500;
/** Nor is a network waited for without end. */
const patience = 2500;

/** Behind the first frame, as soon as nothing else is to be done. */
export const watchPainting = (): void => {
  const done = (): void => {
    isPainted.value = true;
  };
  setTimeout(done, late);
  // Safari has no idle callbacks.
  requestAnimationFrame(() => (globalThis.requestIdleCallback ?? setTimeout)(done));
  const settle = (): void => {
    isSettled.value = true;
  };
  setTimeout(settle, patience);
  effect(() => {
    if (phase.value !== 'starting') settle();
  });
};
