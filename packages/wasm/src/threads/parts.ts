// internal: how work is split over threads

/**
 * Where each part of [0, count) begins and where it ends: one a thread, as even as multiples of `grain` allow, in
 * order, and none empty.
 */
export const partsOf = (count: number, grain: number, threads: number): number[] => {
  const grains = Math.ceil(count / grain);
  const parts = Math.max(1, Math.min(threads, grains));
  const bound = (part: number): number => Math.min(count, Math.floor((grains * part) / parts) * grain);
  return Array.from({ length: parts }, (_, part) => [bound(part), bound(part + 1)]).flat();
};
