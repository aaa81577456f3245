import { type LaunchReport, type PhaseReport, sessionOf } from '@kindling/core';
import { plansOf } from './plans.ts';

/** What something takes. */
export interface ExplainedCost {
  /**
   * Additions, subtractions, multiplications, divisions and roots of floats: 2 m n k of a product of [m, k] and [k, n],
   * and m n more where a bias is added in the same launch. Of the launches that tell them.
   */
  readonly flops: number;
  /** How many launches do not tell their FLOPs: if any, there are more. */
  readonly untold: number;
  /** The tensors that each launch reads, whole, added up over the launches. */
  readonly bytesRead: number;
  /** Likewise those that it writes. */
  readonly bytesWritten: number;
}

/** One launch of a kernel. */
export interface ExplainedLaunch extends Omit<LaunchReport, 'tensors'> {
  /** Which weights, slots, state and sums it reads or writes, by name: `dense/kernel`. */
  readonly tensors: readonly string[];
}

/** What is done before anything of the next phase begins. */
export interface ExplainedPhase extends ExplainedCost {
  /** Its kernels in a line: `|` stands between what goes side by side, `x 4` for how many chunks it is cut into. */
  readonly text: string;
  readonly launches: readonly ExplainedLaunch[];
}

/** What has become of one function of a trainer for one kind of batches. */
export interface ExplainedPlan extends ExplainedCost {
  /** The function and what it is given: `step {"x":float32[32,4],"y":float32[32,1]}`. */
  readonly name: string;
  /** `compiled`; `waiting` for more calls, of which the third compiles it; or `eager`: it runs as it comes. */
  readonly state: 'compiled' | 'waiting' | 'eager';
  /** Why it runs as it comes. */
  readonly reason: string | undefined;
  /** What is done one after the other; none where it is not compiled. */
  readonly phases: readonly ExplainedPhase[];
  /** In bytes: memory that is kept for what the kernels make on the way. */
  readonly arena: number;
}

/**
 * What `jit` has made of a trainer's functions: a plan for each and for each kind of batches that it was given.
 *
 *     FLOPs = Σ over the launches, of products and convolutions 2 · numbers of the result · terms of each,
 *             of other kernels what their formulas do to each number
 *     bytes = Σ over the launches, of the tensors that each reads, and of those that it writes
 *
 * FLOPs are counts of operations on floats, for one call; bytes are bytes. A comparison, a choice or a move is no FLOP.
 * An exponential is as many as the polynomial has that the kernel works out. Edges of pictures count as if there were
 * zeros.
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
 * for (const { name, state, reason, flops, bytesRead, bytesWritten, arena } of explain(trainer))
 *   console.log(name, reason ?? state, `${flops} FLOPs, ${bytesRead} bytes read, ${bytesWritten} written`, arena);
 * trainer.dispose();
 * ```
 */
export const explain = (trainer: object): ExplainedPlan[] => {
  const plans = plansOf(sessionOf(trainer) ?? trainer);
  if (plans === undefined) throw new TypeError('explain: the trainer must be compiled with engine: jit()');
  return [...plans.entries()].map(([name, { state }]) => {
    const phases = state.kind === 'compiled' ? state.compiled.phases.map((phase) => named(phase, state.names)) : [];
    return {
      name,
      state: state.kind === 'compiled' || state.kind === 'eager' ? state.kind : 'waiting',
      reason: state.kind === 'eager' ? state.reason : undefined,
      phases,
      arena: state.kind === 'compiled' ? state.compiled.arena : 0,
      ...costOf(phases.flatMap(({ launches }) => launches)),
    };
  });
};

/** With the names of the tensors that have one: those of a batch have none. */
const named = ({ text, launches: reports }: PhaseReport, names: readonly string[]): ExplainedPhase => {
  const launches = reports.map(({ tensors, ...report }) => ({
    ...report,
    tensors: tensors.flatMap((index) => names[index] ?? []),
  }));
  return { text, launches, ...costOf(launches) };
};

const costOf = (launches: readonly ExplainedLaunch[]): ExplainedCost => {
  const sum = (of: (launch: ExplainedLaunch) => number): number =>
    launches.reduce((sum, launch) => sum + of(launch), 0);
  return {
    flops: sum(({ flops = 0 }) => flops),
    untold: launches.filter(({ flops }) => flops === undefined).length,
    bytesRead: sum(({ bytesRead }) => bytesRead),
    bytesWritten: sum(({ bytesWritten }) => bytesWritten),
  };
};
