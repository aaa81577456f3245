// internal: all kernels of ours, in the place of tfjs's and beside them
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { configOf, type Replacement } from './adapter/replacement.ts';
import { parts } from './complex/parts.ts';
import { broadcast } from './elementwise/broadcast.ts';
import { unaries } from './elementwise/unary.ts';
import { matMul } from './matrix/matMul.ts';
import { rearrangements } from './matrix/rearranged.ts';
import { transpose } from './matrix/transpose.ts';
import { maxPoolGrad } from './pooling/maxPoolGrad.ts';
import { argExtremes } from './reduction/argExtreme.ts';
import { outerAxes } from './reduction/outerAxes.ts';
import { segmentSum } from './reduction/segmentSum.ts';
import { adam } from './training/adam.ts';
import { batchNorm } from './training/batchNorm.ts';
import { batchNormGrad } from './training/batchNormGrad.ts';
import { classMatches } from './training/classMatches.ts';
import { matMulMarker } from './training/matMul.ts';
import { movingAverage } from './training/movingAverage.ts';
import { reluGrad } from './training/reluGrad.ts';
import { softmaxCrossEntropy } from './training/softmaxCrossEntropy.ts';
import { uniform } from './training/uniform.ts';

const all: readonly Replacement[] = [
  ...parts,
  ...broadcast,
  ...unaries,
  ...matMul,
  ...rearrangements,
  ...transpose,
  ...maxPoolGrad,
  ...argExtremes,
  ...outerAxes,
  ...segmentSum,
  ...adam,
  ...batchNorm,
  ...batchNormGrad,
  ...classMatches,
  ...matMulMarker,
  ...movingAverage,
  ...reluGrad,
  ...softmaxCrossEntropy,
  ...uniform,
];

/**
 * By the name of the kernel; `backendName` is given where they are put in. Each falls back on the kernel that tfjs's
 * registry has when this is called, so it has tfjs's own then.
 */
export const replacements = (): readonly Omit<KernelConfig, 'backendName'>[] => all.map(configOf);
