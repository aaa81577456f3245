import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * What a metric has seen so far, as tensors on the device. Every entry is a sum over samples, so the states of two
 * parts of the data, added entry by entry, are the state of the whole.
 */
export type MetricState = Readonly<Record<string, Tensor>>;

/** Which way a number gets better: down (`'min'`) or up (`'max'`). */
export type Direction = 'min' | 'max';

/** One batch. Targets, predictions and weights share their first axis, the samples. */
export interface MetricBatch {
  /** The target: what should have come out. */
  readonly y: Tensor;
  /** What came out. */
  readonly prediction: Tensor;
  /** `[batch]`, a weight for each sample. Absent: 1 each. A weight of 0 leaves the sample out, whatever it holds. */
  readonly sampleWeight?: Tensor | undefined;
}

/**
 * Three pure functions. They read nothing back from the device and dispose of nothing that they are given: a state
 * belongs to the caller that made it.
 */
export interface Metric<State extends MetricState = MetricState> {
  /** What logs call it in a list of metrics. Default: it has to be given a name there. */
  readonly name?: string | undefined;
  /**
   * Whether a smaller or a greater result is the better one, for callbacks that watch it. Default: they have to be
   * told.
   */
  readonly direction?: Direction | undefined;
  /** The state before any sample: zeros. */
  init(): State;
  /** The next state, in new tensors. */
  update(state: State, batch: MetricBatch): State;
  /** The metric so far, a float32 scalar computed from the sums. */
  result(state: State): Tensor;
}
