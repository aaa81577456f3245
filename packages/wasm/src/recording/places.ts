// internal: addresses that are not there yet

/**
 * While kernels are recorded, an address is a number beyond what any integer argument can be: a region, and a distance
 * from its beginning. To add bytes to it works as on any address.
 */
const regionBytes = 2 ** 36;

export const placeOf = (region: number): number => (region + 1) * regionBytes;

export interface Place {
  readonly region: number;
  /** In bytes; below zero before the beginning. */
  readonly offset: number;
}

/** Undefined for a plain number. */
export const placeIn = (argument: number): Place | undefined => {
  const at = Math.round(argument / regionBytes);
  return at <= 0 ? undefined : { region: at - 1, offset: argument - at * regionBytes };
};
