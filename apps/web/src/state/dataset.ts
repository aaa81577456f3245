import type { DataName } from '@kindling/app-common';
import { signal } from '@preact/signals';

/** The data that the worker has at hand. */
export const dataName = signal<DataName | undefined>(undefined);
export const dataNote = signal<string | undefined>(undefined);
export const importing = signal<
  | {
      readonly stage: 'download' | 'read';
      readonly loaded: number;
      readonly total: number | undefined;
      readonly bytesPerSecond: number;
    }
  | undefined
>(undefined);
