import { computed, signal } from '@preact/signals';
import { isDocked } from './screen.ts';

export type Sheet = 'code' | 'help' | 'device';

/** The sheet that is open over the page. */
export const sheet = signal<Sheet | undefined>(undefined);

/** Whether a part of the page lies under a sheet, out of reach until that is closed. */
export const isCovered = computed(() => sheet.value !== undefined && !isDocked.value);

/** Where the focus was before the sheet took it. */
let opener: HTMLElement | undefined;

/** Opens a sheet in place of another. */
export const open = (name: Sheet): void => {
  const focused = document.activeElement;
  if (sheet.value === undefined && focused instanceof HTMLElement && focused !== document.body) opener = focused;
  sheet.value = name;
};

export const close = (): void => {
  sheet.value = undefined;
};

/** Puts the focus back to where it was: once nothing is open any more, and all is in reach again. */
export const giveFocusBack = (): void => {
  if (sheet.value !== undefined) return;
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = undefined;
};

export const toggle = (name: Sheet): void => (sheet.value === name ? close() : open(name));
