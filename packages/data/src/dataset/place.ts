// internal: where a pass begins
import { count, readOptions, withDefault } from '@kindling/core';
import type { Pass } from './pass.ts';

const passOptions = { pass: withDefault(count, 0), skip: withDefault(count, 0) };

/** In full, and checked. */
export const placeOf = (pass: Pass) => readOptions('iterate', passOptions, pass);
