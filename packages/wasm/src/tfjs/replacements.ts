// internal: all kernels that install() registers
import { binaries } from './binary.ts';
import { conv2d } from './conv2d.ts';
import { depthwise } from './depthwise.ts';
import { fusedAdam } from './fusedAdam.ts';
import { identities } from './identity.ts';
import { matMul } from './matMul.ts';
import { pooling } from './pooling.ts';
import type { Replacement } from './replacement.ts';
import { unaries } from './unary.ts';

export const replacements: readonly Replacement[] = [
  ...matMul,
  ...conv2d,
  ...depthwise,
  ...pooling,
  ...binaries,
  ...unaries,
  ...identities,
  ...fusedAdam,
];
