import { signal } from '@preact/signals';

export type Sheet = 'code' | 'help' | 'device';

/** The sheet that is open over the page. */
export const sheet = signal<Sheet | undefined>(undefined);

/** Where the focus was before the sheet took it. */
let opener: HTMLElement | undefined;

/** Opens a sheet in place of another. */
export const open = (name: Sheet): void => {
  const focused = document.activeElement;
  if (sheet.value === undefined && focused instanceof HTMLElement && focused !== document.body) opener = focused;
  sheet.value = name;
};

/** Closes what is open; the focus goes back to where it was. */
export const close = (): void => {
  sheet.value = undefined;
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = undefined;
};

export const toggle = (name: Sheet): void => (sheet.value === name ? close() : open(name));
