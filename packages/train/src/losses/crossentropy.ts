// internal: what the cross-entropies have in common
import { softmaxCrossEntropy } from '@kindling/core';
import type { Logits } from '@kindling/models';
import { add, clipByValue, div, log, mul, neg, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Keras's bounds of a probability, as the float32 numbers that it clips to: 1 - 1e-7 becomes 0.99999988. */
const least = Math.fround(1e-7);
const most = Math.fround(1 - 1e-7);

export const clipped = (probabilities: Tensor): Tensor => clipByValue(probabilities, least, most);

/** The logits, where there are any: those that the prediction is, or those that the graph shows under it. */
export const logitsUnder = (
  owner: string,
  activation: Logits['activation'],
  { prediction, logits, fromLogits }: { prediction: Tensor; logits: Logits | undefined; fromLogits: boolean },
): Tensor | undefined => {
  const under = logits?.activation === activation ? logits.value : undefined;
  if (!fromLogits) return under;
  if (under === undefined) return prediction;
  throw new Error(
    `${owner}: fromLogits is for a model that ends without ${activation}, and this one ends in it; leave out one of the two`,
  );
};

/** -Σ_c y_c log p_c: from logits where there are any; else from probabilities, first divided by their row's sum. */
export const classCrossentropy = (y: Tensor, prediction: Tensor, logits: Tensor | undefined): Tensor => {
  if (logits !== undefined) return softmaxCrossEntropy({ logits, target: y });
  const logs = log(clipped(div(prediction, sum(prediction, -1, true))));
  return neg(sum(mul(y, logs), -1));
};

/** y (1 - s) + s · towards */
export const smoothed = (target: Tensor, smoothing: number, towards: number): Tensor =>
  smoothing === 0 ? target : add(mul(target, 1 - smoothing), smoothing * towards);
