import { engine, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';

/**
 * -Σ_c y_c log p_c, p = softmax z, of logits z and targets y, both float32 [..., classes]: [...]. Written in logits, with
 * log p_c = z_c - max z - log Σ exp(z - max z), it is finite however small p is.
 */
export const SoftmaxCrossEntropy = 'KindlingSoftmaxCrossEntropy';

/** Its gradient by the logits: dy (p Σ_c y_c - y). */
export const SoftmaxCrossEntropyGrad = 'KindlingSoftmaxCrossEntropyGrad';

export interface SoftmaxCrossEntropyInputs {
  readonly logits: Tensor;
  readonly target: Tensor;
}

export const runSoftmaxCrossEntropy = ({ logits, target }: SoftmaxCrossEntropyInputs): Tensor =>
  engine().runKernel(SoftmaxCrossEntropy, { logits, target });

export interface SoftmaxCrossEntropyGradInputs extends SoftmaxCrossEntropyInputs {
  /** [...] */
  readonly dy: Tensor;
}

export const runSoftmaxCrossEntropyGrad = (inputs: SoftmaxCrossEntropyGradInputs): Tensor =>
  engine().runKernel(SoftmaxCrossEntropyGrad, { ...inputs } satisfies NamedTensorMap);
