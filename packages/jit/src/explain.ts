import { sessionOf } from '@kindling/core';
import { plansOf } from './plans.ts';

/** What has become of one function of a trainer for one kind of batches. */
export interface ExplainedPlan {
  /** The function and what it is given: `step {"x":float32[32,4],"y":float32[32,1]}`. */
  readonly name: string;
  /** `compiled`; `waiting` for more calls, of which the third compiles it; or `eager`: it runs as it comes. */
  readonly state: 'compiled' | 'waiting' | 'eager';
  /** Why it runs as it comes. */
  readonly reason: string | undefined;
  /** What is done one after the other: kernels, and in how many chunks. */
  readonly phases: readonly string[];
  /** In bytes: memory that is kept for what the kernels make on the way. */
  readonly arena: number;
}

/**
 * What `jit` has made of a trainer's functions: a plan for each and for each kind of batches that it was given.
 *
 * @throws TypeError for a trainer that was not compiled with `engine: jit()`
 * @example
 * ```ts
 * import { explain, jit } from '@kindling/jit';
 * import { dense, input, sequential } from '@kindling/models';
 * import { compile } from '@kindling/train';
 *
 * const net = sequential([input({ shape: [2] }), dense({ units: 1 })]);
 * const trainer = compile(net, { optimizer: 'sgd', loss: 'mse', engine: jit() });
 * for (const { name, state, reason } of explain(trainer)) console.log(name, state, reason);
 * trainer.dispose();
 * ```
 */
export const explain = (trainer: object): ExplainedPlan[] => {
  const plans = plansOf(sessionOf(trainer) ?? trainer);
  if (plans === undefined) throw new TypeError('explain: the trainer must be compiled with engine: jit()');
  return [...plans.entries()].map(([name, { state }]) => ({
    name,
    state: state.kind === 'compiled' || state.kind === 'eager' ? state.kind : 'waiting',
    reason: state.kind === 'eager' ? state.reason : undefined,
    ...(state.kind === 'compiled'
      ? { phases: state.compiled.phases, arena: state.compiled.arena }
      : { phases: [], arena: 0 }),
  }));
};
