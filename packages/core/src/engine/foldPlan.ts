/** float32 holds every whole number up to this one. */
const most = 2 ** 24;

/** When running sums move to the host, for their counts to stay exact. */
export interface FoldPlan {
  /** Seen since the last move. */
  readonly samples: number;
  /** Asked before a batch: whether its samples would take a count past what float32 holds. */
  before(samples: number): boolean;
  /** Asked after a batch: whether it was the last of so many. */
  after(): boolean;
}

/**
 * A plan that has sums moved to the host after every so many batches, and sooner where batches are large.
 *
 * @param batches how many, at most, between two moves
 * @param begun what was seen before, by an epoch that goes on
 */
export const foldPlan = (
  batches: number,
  begun: { readonly batch: number; readonly unfolded: number } = { batch: 0, unfolded: 0 },
): FoldPlan => {
  let seen = begun.batch;
  let samples = begun.unfolded;
  return {
    get samples() {
      return samples;
    },
    before: (more) => {
      const isPast = samples > 0 && samples + more > most;
      samples = isPast ? more : samples + more;
      return isPast;
    },
    after: () => {
      seen += 1;
      const isLast = seen % batches === 0;
      if (isLast) samples = 0;
      return isLast;
    },
  };
};
