/** Where a pass over a dataset begins. */
export interface Pass {
  /** Counted from 0: a shuffled dataset comes in another order in every pass. Default: 0. */
  readonly pass?: number | undefined;
  /** Elements of this dataset that are left out at the front. Default: 0. */
  readonly skip?: number | undefined;
}
