import type { DataName } from '@kindling/app-common';
import { signal } from '@preact/signals';
import type { Progress } from '../worker/protocol.ts';

/** The data that the worker has at hand. */
export const dataName = signal<DataName | undefined>(undefined);
export const dataNote = signal<string | undefined>(undefined);
/** Whether CIFAR-10 was read in this visit, and is held by this tab. */
export const isHeld = signal(false);
export const importing = signal<Progress | undefined>(undefined);
