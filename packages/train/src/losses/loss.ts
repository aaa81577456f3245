import type { Logits } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';

export type { PerSample } from '@kindling/metrics';

/** How far predictions are from their targets: a pure function with a name. */
export interface Loss {
  /** Its name, as errors show it: `meanSquaredError`. */
  readonly kind: string;
  /** Its options, as plain data: a run goes on from a checkpoint with the same alone. Default: it has none. */
  readonly config?: object | undefined;
  /**
   * One value a sample, `[batch]`.
   *
   * @param target What should have come out.
   * @param prediction What came out.
   * @param logits What the prediction is the softmax or sigmoid of, where the model's graph shows it: losses that are
   *   written in logits stay finite and exact where a probability has rounded to 0 or 1. Others leave it alone.
   */
  perSample(target: Tensor, prediction: Tensor, logits?: Logits): Tensor;
}
