// internal: what l1 and l2 take

import { numberFrom, readOptions } from '@kindling/core';

const rate = numberFrom(0);

/** The rate of a regularizer that is given as a number or as its config. */
export const rateOf = (kind: string, given: number | { readonly rate: number }): number => {
  if (typeof given !== 'number') return readOptions(kind, { rate }, given).rate;
  return rate.read(kind, 'rate', given);
};
