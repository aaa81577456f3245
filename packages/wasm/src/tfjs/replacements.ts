// internal: all kernels that install() registers
import { binaries } from './binary.ts';
import { conv2d } from './conv2d.ts';
import { depthwise } from './depthwise.ts';
import { fusedAdam } from './fusedAdam.ts';
import { fusedBatchNorm } from './fusedBatchNorm.ts';
import { fusedClassMatches } from './fusedClassMatches.ts';
import { fusedMovingAverage } from './fusedMovingAverage.ts';
import { fusedReluGrad } from './fusedReluGrad.ts';
import { fusedSoftmaxCrossEntropy } from './fusedSoftmaxCrossEntropy.ts';
import { fusedUniform } from './fusedUniform.ts';
import { gather } from './gather.ts';
import { identities } from './identity.ts';
import { matMul } from './matMul.ts';
import { oneHot } from './oneHot.ts';
import { pooling } from './pooling.ts';
import { reductions } from './reductions.ts';
import type { Replacement } from './replacement.ts';
import { segments } from './segments.ts';
import { transpose } from './transpose.ts';
import { unaries } from './unary.ts';

export const replacements: readonly Replacement[] = [
  ...binaries,
  ...conv2d,
  ...depthwise,
  ...fusedAdam,
  ...fusedBatchNorm,
  ...fusedClassMatches,
  ...fusedMovingAverage,
  ...fusedReluGrad,
  ...fusedSoftmaxCrossEntropy,
  ...fusedUniform,
  ...gather,
  ...identities,
  ...matMul,
  ...oneHot,
  ...pooling,
  ...reductions,
  ...segments,
  ...transpose,
  ...unaries,
];
