import { signal } from '@preact/signals';
import type { FirstLayer, Guesses } from '../worker/protocol.ts';

/** Of the data at work. */
export const classNames = signal<readonly string[]>([]);
export const testClasses = signal<Uint8Array>(new Uint8Array());
export const testCount = signal(0);
export const trainCount = signal(0);
/** Of the watched pictures, the first ones of the test. */
export const watched = signal<Guesses | undefined>(undefined);
/** Of all test pictures, after the last epoch. */
export const guesses = signal<Guesses | undefined>(undefined);
/** `counts[actual][predicted]` after the last epoch. */
export const counts = signal<readonly (readonly number[])[] | undefined>(undefined);
export const layer = signal<FirstLayer | undefined>(undefined);
/** Why there is no picture of the first layer. */
export const noLayer = signal<string | undefined>(undefined);
/** The cell of the matrix that filters the pictures. */
export const filter = signal<{ readonly actual: number; readonly predicted: number } | undefined>(undefined);
/** The test picture that is open. */
export const inspected = signal<number | undefined>(undefined);
