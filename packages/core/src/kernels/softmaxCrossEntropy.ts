import {
  engine,
  expandDims,
  type GradConfig,
  logSoftmax,
  mul,
  type NamedTensorMap,
  neg,
  softmax,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { isDifferentiated } from './isDifferentiated.ts';
import { offers } from './offers.ts';
import { withoutRuledOut } from './ruledOut.ts';

/**
 * -Σ_c y_c log p_c, p = softmax z, of logits z and targets y, both float32 [..., classes]: [...]. Written in logits,
 * with log p_c = z_c - max z - log Σ exp(z - max z), it is finite however small p is.
 * A class that its logit of -Infinity rules out counts 0 where y is 0, in value and gradient: 0 · log 0 = 0.
 */
export const SoftmaxCrossEntropy = 'KindlingSoftmaxCrossEntropy';

/** Its gradient by the logits: dy (p Σ_c y_c - y). */
export const SoftmaxCrossEntropyGrad = 'KindlingSoftmaxCrossEntropyGrad';

export interface SoftmaxCrossEntropyInputs {
  /** z */
  readonly logits: Tensor;
  /** y */
  readonly target: Tensor;
}

/** By the backend's kernel. */
export const runSoftmaxCrossEntropy = ({ logits, target }: SoftmaxCrossEntropyInputs): Tensor =>
  engine().runKernel(SoftmaxCrossEntropy, { logits, target });

export interface SoftmaxCrossEntropyGradInputs extends SoftmaxCrossEntropyInputs {
  /** dy, [...] */
  readonly dy: Tensor;
}

/** By the backend's kernel. */
export const runSoftmaxCrossEntropyGrad = (inputs: SoftmaxCrossEntropyGradInputs): Tensor =>
  engine().runKernel(SoftmaxCrossEntropyGrad, { ...inputs } satisfies NamedTensorMap);

/** log p */
const logarithms = ({ logits, target }: SoftmaxCrossEntropyInputs): Tensor =>
  withoutRuledOut(target, logSoftmax(logits));

/** The cross-entropy composed of operations. */
export const composeSoftmaxCrossEntropy = (inputs: SoftmaxCrossEntropyInputs): Tensor =>
  neg(sum(mul(inputs.target, logarithms(inputs)), -1));

/** As `SoftmaxCrossEntropyGrad`, in operations. */
export const composeSoftmaxCrossEntropyGrad = ({ dy, logits, target }: SoftmaxCrossEntropyGradInputs): Tensor =>
  mul(expandDims(dy, -1), sub(mul(softmax(logits), sum(target, -1, true)), target));

/** The cross-entropy from logits: by the kernel where the backend in use has it, else composed. */
export const softmaxCrossEntropy = (inputs: SoftmaxCrossEntropyInputs): Tensor =>
  inputs.logits.dtype === 'float32' && inputs.target.dtype === 'float32' && offers(SoftmaxCrossEntropy)
    ? runSoftmaxCrossEntropy(inputs)
    : composeSoftmaxCrossEntropy(inputs);

/** By `SoftmaxCrossEntropyGrad`; composed where it is itself differentiated. */
export const softmaxCrossEntropyGradient: GradConfig = {
  kernelName: SoftmaxCrossEntropy,
  inputsToSave: ['logits', 'target'],
  gradFunc: (given, [z, y]) => {
    const [dy, logits, target] = [given as Tensor, z!, y!];
    return {
      logits: () =>
        (isDifferentiated() ? composeSoftmaxCrossEntropyGrad : runSoftmaxCrossEntropyGrad)({ dy, logits, target }),
      target: () => mul(expandDims(dy, -1), neg(logarithms({ logits, target }))),
    };
  },
};
