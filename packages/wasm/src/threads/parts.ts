// internal: how work is split over threads

/** Where each thread's part of [0, count) begins and ends: as even as multiples of `grain` allow, in order. */
export const partsOf = (count: number, grain: number, threads: number): number[] => {
  const grains = Math.ceil(count / grain);
  const bound = (thread: number): number => Math.min(count, Math.floor((grains * thread) / threads) * grain);
  return Array.from({ length: threads }, (_, thread) => [bound(thread), bound(thread + 1)]).flat();
};
