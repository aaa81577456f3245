/** float32 holds every whole number up to this one. */
const most = 2 ** 24;

/** When running sums move to the host, for their counts to stay exact. */
export interface FoldPlan {
  /** Asked before a batch: whether its samples would take a count past what float32 holds. */
  before(samples: number): boolean;
  /** Asked after a batch: whether it was the last of so many. */
  after(): boolean;
}

/**
 * A plan that has sums moved to the host after every so many batches, and sooner where batches are large.
 *
 * @param batches how many, at most, between two moves
 */
export const foldPlan = (batches: number): FoldPlan => {
  let seen = 0;
  let samples = 0;
  return {
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
