import { describe, expect, it } from 'vitest';
import { placeOf } from './places.ts';
import { differenceOf, type Launch, linesOf, type Region, regionsOf, type Tape } from './recording.ts';

const launch = (of: string, ...args: number[]): Launch => ({
  of,
  key: `${of} each`,
  write: () => undefined,
  args,
  split: { count: 8, grain: 4, work: 1 },
});
const tape = (launches: readonly Launch[], ...regions: readonly Region[]): Tape => ({ launches, regions, results: [] });
const made: Region = { kind: 'made', bytes: 32 };
const constant = (...bytes: number[]): Region => ({ kind: 'constant', data: Uint8Array.from(bytes) });

it('a launch is a line, with places by their regions', () => {
  const one = tape([launch('Add', placeOf(0), placeOf(1) + 16, 3)], made, made);
  expect(linesOf(one)).toEqual(['Add: Add each (r0 r1+16 3) x 8 by 4']);
});

it('an argument leads to its region, and through a table to those of its words', () => {
  const table: Region = { kind: 'table', words: [placeOf(0), 7, placeOf(2) + 4] };
  const regions = [made, table, made];
  expect(regionsOf(5, regions)).toEqual([]);
  expect(regionsOf(placeOf(2), regions)).toEqual([2]);
  expect(regionsOf(placeOf(1), regions)).toEqual([1, 0, 2]);
});

describe('two recordings of a function', () => {
  const one = tape([launch('Add', placeOf(0), 3)], made);

  it('agree where launches and regions do', () => {
    expect(differenceOf(one, tape([launch('Add', placeOf(0), 3)], made))).toBeUndefined();
  });

  it('differ by a number, which is told by its kernel', () => {
    expect(differenceOf(one, tape([launch('Add', placeOf(0), 4)], made))).toBe(
      'Add is launched otherwise from one step to the next',
    );
  });

  it('differ by how many launches there are', () => {
    const more = tape([...one.launches, launch('Sub', placeOf(0))], made);
    expect(differenceOf(one, more)).toBe('1 launches more from one step to the next');
  });

  it('differ by numbers that were made on the way', () => {
    const reading = (region: Region) => tape([launch('Neg', 1), launch('Mul', placeOf(0))], region);
    expect(differenceOf(reading(constant(1, 2)), reading(constant(1, 2)))).toBeUndefined();
    expect(differenceOf(reading(constant(1, 2)), reading(constant(1, 3)))).toBe(
      'Mul reads numbers that change from one step to the next',
    );
  });

  it('differ by tensors that the function holds', () => {
    const held = (): Region => ({ kind: 'held', tensor: { dataId: {}, shape: [], dtype: 'float32' }, bytes: 4 });
    const [a, b] = [held(), held()];
    const reading = (region: Region) => tape([launch('Mul', placeOf(0))], region);
    expect(differenceOf(reading(a), reading(a))).toBeUndefined();
    expect(differenceOf(reading(a), reading(b))).toContain('Mul reads numbers that change');
  });
});
