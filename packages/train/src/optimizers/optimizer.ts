import type { Tree } from '@kindling/models';
import type { Overrides } from '../engine.ts';
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
  /** The rate, or the rate at each step, where no callback has set another. */
  readonly learningRate: number | Schedule;
  /** Running averages and the like at step 0, by flat names: `adam/m/dense/kernel`. */
  init(params: Tree): Tree;
  /** This step's numbers; `step` counts from 0. `learningRate` stands in for the optimizer's own. */
  scalars(step: number, overrides?: Overrides): Readonly<Record<string, number>>;
  /** The next parameters and slots, as new tensors; what was given stays the caller's. */
  update(params: Tree, gradients: Tree, slots: Tree, scalars: Tree): { readonly params: Tree; readonly slots: Tree };
}
