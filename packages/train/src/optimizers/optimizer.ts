import type { Overrides } from '@kindling/core';
import type { Tree } from '@kindling/models';
import type { Schedule } from '../schedules/schedule.ts';

/**
 * How parameters follow their gradients, as pure functions of flat records of tensors.
 *
 * Whatever changes from step to step is worked out on the host by `scalars`, in float64, and reaches `update` as scalar
 * tensors: so an engine may record one update and replay it.
 */
export interface Optimizer {
  /** Its name, as errors show it: `adam`. */
  readonly kind: string;
  /**
   * What `scalars` does not show, as plain data: a run goes on from a checkpoint with the same alone. Default: none.
   */
  readonly config?: object | undefined;
  /** The rate, or the rate at each step, where no callback has set another. */
  readonly learningRate: number | Schedule;
  /** Running averages and the like at step 0, by flat names: `adam/m/dense/kernel`. */
  init(params: Tree): Tree;
  /** This step's numbers; `step` counts from 0. An override's `learningRate` stands in for the optimizer's own. */
  scalars(step: number, overrides?: Overrides): Readonly<Record<string, number>>;
  /** The next parameters and slots, as new tensors; what was given stays the caller's, to be freed. */
  update(
    params: Tree,
    gradients: Tree,
    slots: Tree,
    scalars: Tree,
    options?: UpdateOptions,
  ): { readonly params: Tree; readonly slots: Tree };
}

export interface UpdateOptions {
  /**
   * Whether the given parameters and slots are not read any more, so that a backend may write the next ones over them.
   * Tensors that share their numbers with others, such as clones, are left alone. Default: false.
   */
  readonly inPlace?: boolean | undefined;
}

/** What every optimizer takes, as in Keras. */
export interface OptimizerOptions {
  /** A number of at least 0, or a schedule. Default: the optimizer's own. */
  learningRate?: number | Schedule | undefined;
  /**
   * Decoupled weight decay d: before each update every parameter is multiplied by 1 - d · rate.
   * Default: none.
   */
  weightDecay?: number | undefined;
  /** Each parameter's gradient is shortened to at most this Euclidean norm. Default: none. */
  clipNorm?: number | undefined;
  /** All gradients are scaled alike, so that the norm of all together is at most this. Default: none. */
  globalClipNorm?: number | undefined;
  /** Each number of a gradient is held within ± this. Default: none. */
  clipValue?: number | undefined;
}
