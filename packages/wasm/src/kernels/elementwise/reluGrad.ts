// internal: the gradient of rectifiers
import { f32x4, v128 } from '../../assembler/vectors.ts';
import type { Formula } from './elementwise.ts';

const { gt, mul } = f32x4;
const { bitselect, zero } = v128;

/** Of dy and x: dy where x > 0, else α dy; where x is NaN too. */
export const reluGrad: Formula = (_f, alpha) => (dy, x) => bitselect(dy!, mul(dy!, alpha!), gt(x!, zero()));
