import { bookSpec, type Spec } from '@kindling/app-common';
import { signal } from '@preact/signals';
import type { Described } from '../worker/protocol.ts';

/** What the controls say: the next run. */
export const plan = signal<Spec>(bookSpec);
/** What the library says of the planned model; the last good one stays while a new one is refused. */
export const described = signal<Described | undefined>(undefined);
/** The library's words under a field, by the field: `layers.0.units`, `learningRate`. */
export const refused = signal<Readonly<Record<string, string>>>({});
