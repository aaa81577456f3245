/** What is read of a launch of a kernel. */
export interface PlannedLaunch {
  /** `Sum: sum rows`: the kernel is the first word. */
  readonly name: string;
  /** Undefined where nobody knows. */
  readonly flops?: number | undefined;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Names of weights that it touches, `dense/kernel`: where all are of one layer, that is named. Default: none. */
  readonly tensors?: readonly string[] | undefined;
}

/** What is done before anything of the next phase begins. */
export interface PlannedPhase {
  readonly launches: readonly PlannedLaunch[];
}

/** What is read of a plan, as `explain` of `@kindling/jit` gives it. */
export interface ExecutionPlan {
  readonly name: string;
  readonly state: 'compiled' | 'waiting' | 'eager';
  /** Why it is not compiled. Default: nobody knows. */
  readonly reason?: string | undefined;
  readonly phases: readonly PlannedPhase[];
  /** In bytes. */
  readonly arena: number;
}
