import { expect, it } from 'vitest';
import { bitsOf } from '../tfjs/adapter/bits.ts';
import { placeIn, placeOf } from './places.ts';

it('a place keeps its region, however far one goes from its beginning', () => {
  for (const region of [0, 1, 70_000])
    for (const offset of [0, 4, -8, 2 ** 32, -(2 ** 32)])
      expect(placeIn(placeOf(region) + offset)).toEqual({ region, offset });
});

it('no integer of 32 bits is a place', () => {
  for (const number of [0, 1, -1, 2 ** 32 - 1, -(2 ** 31), bitsOf(-1.5)]) expect(placeIn(number)).toBeUndefined();
});
