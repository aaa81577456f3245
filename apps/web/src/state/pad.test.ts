import { expect, test } from 'vitest';
import { classNames } from './look.ts';
import * as pad from './pad.ts';

test.each([
  ['disc', 0.9, true],
  ['ring', 0.9, false],
  ['ring', 0.3, true],
  ['frame', 0.8, false],
])('where it says %s with %d, to fill an outline is advised: %s', (name, share, isAdvised) => {
  const names = ['disc', 'ring', 'square', 'frame', 'triangle', 'diamond', 'plus', 'cross', 'bars', 'checks'];
  classNames.value = names;
  pad.mode.value = 'draw';
  pad.cover.value = new Float32Array(32 * 32).fill(0.5);
  pad.isUnfilled.value = true;
  pad.probabilities.value = Float32Array.from(names, (each) => (each === name ? share : (1 - share) / 9));
  expect(pad.guess.value?.name).toBe(name);
  expect(pad.isFillAdvised.value).toBe(isAdvised);
  pad.isUnfilled.value = false;
  expect(pad.isFillAdvised.value).toBe(false);
});
