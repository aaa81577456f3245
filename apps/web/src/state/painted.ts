import { signal } from '@preact/signals';

/** Whether what the page shows first is on the screen. */
export const isPainted = signal(false);

/** A page in the background has no frames, and waits for none. */
const late = 500;

/** Behind the first frame, as soon as nothing else is to be done. */
export const watchPainting = (): void => {
  const done = (): void => {
    isPainted.value = true;
  };
  setTimeout(done, late);
  // Safari has no idle callbacks.
  requestAnimationFrame(() => (globalThis.requestIdleCallback ?? setTimeout)(done));
};
