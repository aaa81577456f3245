import { beforeEach, expect, test } from 'vitest';
import { classNames } from './look.ts';
import * as pad from './pad.ts';

const names = ['disc', 'ring', 'square', 'frame', 'triangle', 'diamond', 'plus', 'cross', 'bars', 'checks'];

/** An outline on the pad, and what the network makes of it. */
const outline = (name: string, share: number): void => {
  pad.cover.value = new Float32Array(32 * 32).fill(0.5);
  pad.isUnfilled.value = true;
  pad.probabilities.value = Float32Array.from(names, (each) => (each === name ? share : (1 - share) / 9));
  expect(pad.guess.value?.name).toBe(name);
};

/** Clears the pad until it asks for a shape. */
const inviteTo = (name: string): void => {
  for (let tries = 0; tries < 10 && pad.invitation.value !== name; tries++) pad.clear();
  expect(pad.invitation.value).toBe(name);
};

beforeEach(() => {
  classNames.value = names;
  pad.mode.value = 'draw';
});

test.each([
  ['disc', 0.9, true],
  ['ring', 0.9, false],
  ['ring', 0.3, true],
  ['frame', 0.8, false],
])('asked for a triangle, where it says %s with %d, to fill an outline is advised: %s', (name, share, isAdvised) => {
  inviteTo('triangle');
  outline(name, share);
  expect(pad.isFillAdvised.value).toBe(isAdvised);
  pad.isUnfilled.value = false;
  expect(pad.isFillAdvised.value).toBe(false);
});

test.each(['ring', 'frame', 'plus', 'bars', 'checks'])('asked for %s, to fill is possible, and not advised', (name) => {
  inviteTo(name);
  outline('disc', 0.7);
  expect(pad.isFillPossible.value).toBe(true);
  expect(pad.isFillAdvised.value).toBe(false);
});
