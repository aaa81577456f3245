// internal: all kernels that install() registers
import { conv2d } from './conv2d.ts';
import { matMul } from './matMul.ts';
import type { Replacement } from './replacement.ts';

export const replacements: readonly Replacement[] = [...matMul, ...conv2d];
