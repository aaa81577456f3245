import { signal } from '@preact/signals';
import { wordsOf } from './words.ts';

/** What is open in the data panel: the steps of a class's picture, or one of its two doors. */
export type Door =
  | { readonly name: 'cifar10' }
  | { readonly name: 'own' }
  | { readonly name: 'lesson'; readonly ofClass: number };

export const door = signal<Door | undefined>(undefined);

/** A sentence of what became of a file; `isWrong` where it was refused. */
export const fileTold = signal<{ readonly sentence: string; readonly isWrong: boolean } | undefined>(undefined);

export const tellOfFile = (sentence: string): void => {
  fileTold.value = { sentence, isWrong: false };
};

export const refuseFile = (why: unknown): void => {
  fileTold.value = { sentence: wordsOf(why), isWrong: true };
};

/** The id of the button that opens a door. */
export const doorButton = (open: Door): string =>
  open.name === 'lesson' ? `lesson-of-${open.ofClass}` : `door-${open.name}`;

/** Closes what is open; the focus goes to what opens it. */
export const closeDoor = (): void => {
  const open = door.peek();
  if (open === undefined) return;
  door.value = undefined;
  document.getElementById(doorButton(open))?.focus();
};

/** The id of what is open. */
export const doorId = 'door';
