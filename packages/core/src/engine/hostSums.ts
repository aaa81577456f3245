/** Sums as numbers, by their names, in float64. */
export type HostSums = Readonly<Record<string, Float64Array>>;
