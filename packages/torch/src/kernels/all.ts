// internal: every kernel of the backend
import type { TorchKernel } from '../kernel.ts';
import { offers } from '../offers/all.ts';
import { arithmetic } from './arithmetic.ts';
import { blocks } from './blocks.ts';
import { comparisons } from './comparison.ts';
import { complexes } from './complex.ts';
import { convolutions } from './convolution.ts';
import { creations } from './creation.ts';
import { cuts } from './cutting.ts';
import { images } from './image.ts';
import { indexing } from './indexing.ts';
import { joins } from './joining.ts';
import { matrices } from './matrix.ts';
import { normalizations } from './normalization.ts';
import { pools } from './pooling.ts';
import { randoms } from './random.ts';
import { reductions } from './reduction.ts';
import { shapes } from './shapes.ts';
import { sorting } from './sorting.ts';
import { unaries } from './unary.ts';

export const kernels: readonly TorchKernel[] = [
  ...arithmetic,
  ...blocks,
  ...comparisons,
  ...complexes,
  ...convolutions,
  ...creations,
  ...cuts,
  ...images,
  ...indexing,
  ...joins,
  ...matrices,
  ...normalizations,
  ...pools,
  ...randoms,
  ...reductions,
  ...shapes,
  ...sorting,
  ...unaries,
  ...offers,
];
