import { effect } from '@preact/signals';
import { step } from '../state/run.ts';

/** How long a page that trains nothing waits before it keeps itself, in milliseconds. */
const patience = 10_000;

/**
 * Keeps the page for visits without a network, once the first steps are done: until then the line belongs to what the
 * visitor waits for. A browser that refuses is left in peace: the page needs nothing of it.
 */
export const registerOffline = (): void => {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  let isAsked = false;
  const register = (): void => {
    if (isAsked) return;
    isAsked = true;
    navigator.serviceWorker.register('./sw.js', { scope: './' }).catch(() => undefined);
  };
  setTimeout(register, patience);
  effect(() => {
    if (step.value > 0) register();
  });
};
