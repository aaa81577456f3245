import { expect, test } from 'vitest';
import { shapes } from '../sources/shapes.ts';
import { shapePicture } from './shapePicture.ts';

test('it is the picture of shapes, of either set and any seed', async () => {
  for (const seed of [0, 1, 2 ** 40]) {
    const { train, test: tested } = await shapes({ train: 12, test: 12, seed });
    for (const index of [0, 3, 11]) {
      expect(shapePicture({ index, seed }).data).toEqual(train.slice(index, index + 1).x.data);
      expect(shapePicture({ index, seed, of: 'test' }).data).toEqual(tested.slice(index, index + 1).x.data);
    }
  }
  expect(shapePicture().shape).toEqual([1, 32, 32, 3]);
});

test('what is no index and no set is refused', () => {
  for (const index of [-1, 0.5, 1_000_000]) {
    expect(() => shapePicture({ index })).toThrow('shapePicture: index must be an integer from 0 to 999999, got');
  }
  // @ts-expect-error no such set
  expect(() => shapePicture({ of: 'tests' })).toThrow('shapePicture: unknown of "tests"; did you mean "test"?');
});
