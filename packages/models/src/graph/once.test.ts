import { expect, test } from 'vitest';
import { once } from './once.ts';

test('it is made when it is first asked for, once, also when it is undefined', () => {
  const made: string[] = [];
  const value = once(() => void made.push('made'));
  expect(made).toEqual([]);
  expect([value(), value()]).toEqual([undefined, undefined]);
  expect(made).toEqual(['made']);
});
