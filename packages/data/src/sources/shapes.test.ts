import { expect, test } from 'vitest';
import { shapes } from './shapes.ts';

test('there are as many pictures as requested, of ten classes in turn', async () => {
  const { train, test: tested, classNames } = await shapes({ train: 25, test: 12, seed: 5 });
  expect(train.x.shape).toEqual([25, 32, 32, 3]);
  expect(tested.x.shape).toEqual([12, 32, 32, 3]);
  expect([...train.y.data]).toEqual(Array.from({ length: 25 }, (_, i) => i % 10));
  expect([...tested.y.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  expect(classNames).toHaveLength(10);
});

test('the first pictures are the same however many are drawn', async () => {
  const [few, many] = [await shapes({ train: 3, test: 2, seed: 5 }), await shapes({ train: 9, test: 9, seed: 5 })];
  expect(few.train.x.data).toEqual(many.train.slice(0, 3).x.data);
  expect(few.test.x.data).toEqual(many.test.slice(0, 2).x.data);
});

test('no picture comes twice, in training or in the test', async () => {
  const { train, test: tested } = await shapes({ train: 200, test: 200, seed: 1 });
  const pictures = [train, tested].flatMap(({ x }) =>
    Array.from({ length: 200 }, (_, i) => Buffer.from(x.slice(i, i + 1).data).toString('latin1')),
  );
  expect(new Set(pictures).size).toBe(400);
});

test('another seed draws other pictures', async () => {
  const [one, other] = [await shapes({ train: 1, test: 0 }), await shapes({ train: 1, test: 0, seed: 1 })];
  expect(one.train.x.data).not.toEqual(other.train.x.data);
});

test('a class is told by its pixels: the middle of a ring is its background, of a disc it is not', async () => {
  const { train } = await shapes({ train: 2000, test: 0, seed: 3 });
  /** How far the middle of pictures of a class is from their corner, on the mean. */
  const contrast = (label: number): number => {
    let sum = 0;
    for (let i = label; i < 2000; i += 10) sum += Math.abs(train.x.at(i, 16, 16, 1) - train.x.at(i, 0, 0, 1));
    return sum / 200;
  };
  expect(contrast(0)).toBeGreaterThan(3 * contrast(1));
});

test('counts and seeds must be counts', async () => {
  await expect(shapes({ train: -1 })).rejects.toThrow('shapes: train must be an integer from 0 to 1000000, got -1');
  await expect(shapes({ test: 2 ** 31 })).rejects.toThrow('test must be an integer from 0 to 1000000, got 2147483648');
  await expect(shapes({ test: 0.5 })).rejects.toThrow('shapes: test must be');
  await expect(shapes({ seed: Number.NaN })).rejects.toThrow('shapes: seed must be');
});

test('options that shapes does not have are refused', async () => {
  // @ts-expect-error a letter too many
  await expect(shapes({ trains: 5 })).rejects.toThrow('shapes: unknown option "trains"; did you mean "train"?');
  // @ts-expect-error options are a record
  await expect(shapes(5)).rejects.toThrow('shapes: options must be an object, got 5');
});
