// internal: a moving average on its way
import { f32x4 } from '../../assembler/vectors.ts';
import type { Formula } from '../elementwise/elementwise.ts';

const { add, mul } = f32x4;

/** Of the average m and of what it follows, x: m · kept + x · taken. */
export const movingAverage: Formula = (_f, kept, taken) => (m, x) => add(mul(m!, kept!), mul(x!, taken!));
