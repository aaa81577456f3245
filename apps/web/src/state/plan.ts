import { bookSpec, type Spec } from '@kindling/app-common';
import { signal } from '@preact/signals';
import type { Described } from '../worker/protocol.ts';

/** What the controls say: the next run. */
export const plan = signal<Spec>(bookSpec);
/** What the library says of the planned model; the last good one stays while a new one is refused. */
export const described = signal<Described | undefined>(undefined);

export type RefusedFields = Readonly<Record<string, string>>;

/** The library's words of a field that can't be used as it is, by the field: `layers.0.units`, `learningRate`. */
export const refused = signal<RefusedFields>({});
/** Those that are shown: nobody is told while still typing. */
export const shownRefused = signal<RefusedFields>({});
