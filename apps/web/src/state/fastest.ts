import type { DeviceName } from '../worker/protocol.ts';

/** Of the devices that were timed, the fastest; undefined with fewer than two, as there is nothing to choose. */
export const fastest = (timings: Readonly<Partial<Record<DeviceName, number>>>): DeviceName | undefined => {
  const known = Object.entries(timings) as [DeviceName, number][];
  if (known.length < 2) return;
  return known.reduce((best, one) => (one[1] < best[1] ? one : best))[0];
};
