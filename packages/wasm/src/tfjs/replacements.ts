// internal: all kernels that install() registers
import { matMul } from './matMul.ts';
import type { Replacement } from './replacement.ts';

export const replacements: readonly Replacement[] = [...matMul];
