// internal: all kernels that install() registers
import type { Replacement } from './replacement.ts';

export const replacements: readonly Replacement[] = [];
