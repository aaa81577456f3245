import { drawShape, shapeNames } from '@kindling/data/shapes';
import { expect, test } from 'vitest';
import { padCopy } from '../../copy/pad.ts';
import { guides } from './guides.ts';
import { beyondSet, firstScene, type SliderName, sceneColours, scenePicture, sliders } from './scene.ts';

test('the first scene is one that the set could have', () => {
  expect(beyondSet(firstScene)).toEqual([]);
});

test('every slider changes the picture', () => {
  const before = scenePicture(firstScene);
  for (const name of Object.keys(sliders) as SliderName[]) {
    const [low, high] = sliders[name];
    // Not half way, nor where a plus is the same again.
    expect(scenePicture({ ...firstScene, [name]: low + 0.4 * (high - low) })).not.toEqual(before);
  }
});

test('what no picture of the set has is named', () => {
  expect(beyondSet({ ...firstScene, turn: -16, size: 13 })).toEqual(['turn', 'size']);
  expect(beyondSet({ ...firstScene, x: 19, y: 12.5, contrast: -100 })).toEqual(['y']);
  expect(beyondSet({ ...firstScene, contrast: 20 })).toEqual(['contrast']);
  expect(padCopy.never(['turn', 'size'])).toBe('It has only seen turns up to 15° and sizes from 14 to 24 px.');
  expect(padCopy.never(['x', 'y'])).toBe('It has only seen places up to 3 px from the middle.');
});

test.each([
  ['plus', 180, []],
  ['plus', -75, []],
  ['plus', 45, ['turn']],
  ['triangle', 180, ['turn']],
  ['bars', 90, ['turn']],
  ['bars', -170, []],
  ['ring', 77, []],
] as const)('a %s turned by %i degrees looks as turned as it does', (shape, turn, beyond) => {
  expect(beyondSet({ ...firstScene, shape, turn })).toEqual(beyond);
});

test('from the middle, places count both ways', () => {
  expect([16, 12.5, 19].map(padCopy.values.x)).toEqual(['0 px', '−3.5 px', '3 px']);
});

test('less contrast brings the colours together, and less than none turns them round', () => {
  const brightness = (contrast: number): number => {
    const { front, back } = sceneColours({ ...firstScene, contrast });
    return Math.max(...front) + Math.min(...front) - Math.max(...back) - Math.min(...back);
  };
  expect(brightness(100)).toBeGreaterThan(200);
  expect(Math.abs(brightness(0))).toBeLessThan(10);
  expect(brightness(-100)).toBeLessThan(-200);
});

/** Points of a path of straight lines and half circles, on the way of a pen. */
const cornersOf = (path: string): readonly (readonly [number, number])[] => {
  const found: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', numbers = ''] of path.matchAll(/([MLhvaz])([^MLhvaz]*)/g)) {
    const given = numbers
      .trim()
      .split(/ |(?=-)/)
      .map(Number);
    if (command === 'M' || command === 'L') [x, y] = [given[0]!, given[1]!];
    if (command === 'h') x += given[0]!;
    if (command === 'v') y += given[0]!;
    if (command === 'a') [x, y] = [x + given.at(-2)!, y + given.at(-1)!];
    if (command !== 'z') found.push([x, y]);
  }
  return found;
};

test.each(shapeNames)('the lines to follow for a %s lie on its edge', (shape) => {
  const picture = drawShape({ shape, front: [255, 255, 255], back: [0, 0, 0], noise: 0, size: 9.5 });
  for (const [x, y] of cornersOf(guides[shape])) {
    // Around an edge there is both ink and ground.
    let [ink, ground] = [0, 0];
    for (let row = Math.floor(y - 2); row <= y + 2; row++) {
      for (let column = Math.floor(x - 2); column <= x + 2; column++) {
        if (picture.at(0, row, column, 0) > 127) ink += 1;
        else ground += 1;
      }
    }
    expect(Math.min(ink, ground), `${shape} at ${x}, ${y}`).toBeGreaterThan(0);
  }
});
