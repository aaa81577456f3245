import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether a media query holds, as a signal that follows it. */
const matches = (query: string): ReadonlySignal<boolean> => {
  const list = globalThis.matchMedia?.(query);
  const held = signal(list?.matches ?? false);
  list?.addEventListener('change', () => {
    held.value = list.matches;
  });
  return held;
};

/** One column, the run bar at the bottom. */
export const isPhone = matches('(max-width: 599px)');
/** The controls stand beside the stage, not below it. */
export const isWide = matches('(min-width: 1101px)');
/** A sheet has a column of its own, and covers nothing. */
export const isDocked = matches('(min-width: 1600px)');
export const isDarkSystem = matches('(prefers-color-scheme: dark)');
/** Held in a hand: it sleeps by itself. */
export const isHandheld = matches('(pointer: coarse)');
