// internal: all kernels of ours in the place of tfjs's
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { configOf, type Replacement } from './adapter/replacement.ts';
import { parts } from './complex/parts.ts';
import { broadcast } from './elementwise/broadcast.ts';
import { unaries } from './elementwise/unary.ts';
import { matMul } from './matrix/matMul.ts';
import { rearrangements } from './matrix/rearranged.ts';
import { transpose } from './matrix/transpose.ts';
import { maxPoolGrad } from './pooling/maxPoolGrad.ts';
import { outerAxes } from './reduction/outerAxes.ts';
import { segmentSum } from './reduction/segmentSum.ts';

const all: readonly Replacement[] = [
  ...parts,
  ...broadcast,
  ...unaries,
  ...matMul,
  ...rearrangements,
  ...transpose,
  ...maxPoolGrad,
  ...outerAxes,
  ...segmentSum,
];

/**
 * By the name of the kernel; `backendName` is given where they are put in. Each falls back on the kernel that tfjs's
 * registry has when this is called, so it has tfjs's own then.
 */
export const replacements = (): readonly Omit<KernelConfig, 'backendName'>[] => all.map(configOf);
