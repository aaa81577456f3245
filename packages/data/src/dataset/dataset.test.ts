import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { dataset, pipe, type Stage } from './dataset.ts';

/** Shows which pass and place each element is of. */
const traced = dataset({
  size: 4,
  async *iterate({ pass, skip }) {
    for (let i = skip; i < 4; i++) yield `${pass}.${i}`;
  },
});

test('for await begins the next pass each time', async () => {
  expect(await collect(traced)).toEqual(['0.0', '0.1', '0.2', '0.3']);
  for await (const element of traced) {
    expect(element).toBe('1.0');
    break;
  }
  expect((await collect(traced))[0]).toBe('2.0');
});

test('iterate begins any pass anywhere and leaves the count alone', async () => {
  const other = dataset({ iterate: ({ pass, skip }) => traced.iterate!({ pass, skip }) });
  expect(await collect(other.iterate!({ pass: 7, skip: 2 }))).toEqual(['7.2', '7.3']);
  expect(await collect(other.iterate!({}))).toEqual(['0.0', '0.1', '0.2', '0.3']);
  expect((await collect(other))[0]).toBe('0.0');
  expect(other.size).toBeUndefined();
});

test('a pass or a skip that is not a count is refused', () => {
  expect(() => traced.iterate!({ pass: -1 })).toThrow('iterate: pass must be a safe integer of at least 0, got -1');
  expect(() => traced.iterate!({ skip: 0.5 })).toThrow('iterate: skip must be a safe integer of at least 0, got 0.5');
});

test('pipe applies stages from the left', () => {
  const named =
    (name: string): Stage<string, string> =>
    (source) =>
      dataset({ size: (source.size ?? 0) * 10 + Number(name), iterate: () => expect.unreachable() });
  expect(pipe(traced)).toBe(traced);
  expect(pipe(traced, named('1'), named('2'), named('3')).size).toBe(4123);
});

test('a size that is not a count, and what is not a function, are refused', () => {
  const iterate = () => expect.unreachable();
  expect(() => dataset({ size: -1, iterate })).toThrow(
    'dataset: size must be a whole number of at least 0 or Infinity, got -1',
  );
  expect(() => dataset({ size: 0.5, iterate })).toThrow('got 0.5');
  expect(dataset({ size: Infinity, iterate }).size).toBe(Infinity);
  // @ts-expect-error a letter too many
  expect(() => dataset({ sizes: 1, iterate })).toThrow('dataset: unknown option "sizes"; did you mean "size"?');
  // @ts-expect-error nothing can begin
  expect(() => dataset({ size: 1 })).toThrow('dataset: iterate must be a function, got undefined');
});

test('a pass has no other options than its number and its place', () => {
  // @ts-expect-error a letter too many
  expect(() => traced.iterate!({ skips: 2 })).toThrow('iterate: unknown option "skips"; did you mean "skip"?');
});
