import { signal } from '@preact/signals';

export type Sheet = 'code' | 'help' | 'device';

/** The sheet that is open over the page. */
export const sheet = signal<Sheet | undefined>(undefined);

export const toggle = (name: Sheet): void => {
  sheet.value = sheet.value === name ? undefined : name;
};
