// internal: all kernels that install() registers

import { conv2d } from '../convolution/conv2d.ts';
import { conv3d } from '../convolution/conv3d.ts';
import { depthwise } from '../convolution/depthwise.ts';
import { binaries } from '../elementwise/binary.ts';
import { casts } from '../elementwise/casts.ts';
import { eluGrad } from '../elementwise/eluGrad.ts';
import { identities } from '../elementwise/identity.ts';
import { integers } from '../elementwise/integers.ts';
import { reluGrad } from '../elementwise/reluGrad.ts';
import { selections } from '../elementwise/selection.ts';
import { unaries } from '../elementwise/unary.ts';
import { cropAndResize } from '../matrix/cropAndResize.ts';
import { cut } from '../matrix/cut.ts';
import { einsum } from '../matrix/einsum.ts';
import { gather } from '../matrix/gather.ts';
import { integerMatMul } from '../matrix/integerMatMul.ts';
import { joined } from '../matrix/joined.ts';
import { matMul } from '../matrix/matMul.ts';
import { moved } from '../matrix/moved.ts';
import { oneHot } from '../matrix/oneHot.ts';
import { pad } from '../matrix/pad.ts';
import { resizeNearest } from '../matrix/resizeNearest.ts';
import { transform } from '../matrix/transform.ts';
import { transpose } from '../matrix/transpose.ts';
import { averagePool } from '../pooling/averagePool.ts';
import { best } from '../pooling/best.ts';
import { maxPool } from '../pooling/maxPool.ts';
import { volumes } from '../pooling/volumes.ts';
import { integerMean } from '../reduction/integerMean.ts';
import { nothing } from '../reduction/nothing.ts';
import { places } from '../reduction/places.ts';
import { reductions } from '../reduction/reduce.ts';
import { segmentSum } from '../reduction/segmentSum.ts';
import { topK } from '../reduction/topK.ts';
import { truths } from '../reduction/truths.ts';
import { adam } from '../training/adam.ts';
import { batchNorm } from '../training/batchNorm.ts';
import { classMatches } from '../training/classMatches.ts';
import { descent } from '../training/descent.ts';
import { movingAverage } from '../training/movingAverage.ts';
import { softmax } from '../training/softmax.ts';
import { softmaxCrossEntropy } from '../training/softmaxCrossEntropy.ts';
import { uniform } from '../training/uniform.ts';
import { absent } from './absent.ts';
import { inTurn } from './inTurn.ts';
import { mended } from './mended.ts';
import type { Replacement } from './replacement.ts';

export const replacements: readonly Replacement[] = inTurn([
  ...binaries,
  ...conv2d,
  ...depthwise,
  ...adam,
  ...descent,
  ...batchNorm,
  ...classMatches,
  ...movingAverage,
  ...eluGrad,
  ...reluGrad,
  ...softmax,
  ...softmaxCrossEntropy,
  ...uniform,
  ...gather,
  ...identities,
  ...matMul,
  ...oneHot,
  ...averagePool,
  ...maxPool,
  ...reductions,
  ...places,
  ...topK,
  ...truths,
  ...integerMean,
  ...segmentSum,
  ...transpose,
  ...casts,
  ...selections,
  ...unaries,
  ...integers,
  ...integerMatMul,
  ...cropAndResize,
  ...transform,
  ...einsum,
  ...conv3d,
  ...best,
  ...volumes,
  ...nothing,
  ...mended,
  ...absent,
  ...moved,
  ...cut,
  ...joined,
  ...pad,
  ...resizeNearest,
]);
