import { expect, test } from 'vitest';
import { ownValue } from './ownValue.ts';

test('what every object inherits is no value of a record', () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect(ownValue({}, name)).toBeUndefined();
    expect(ownValue(Object.fromEntries([[name, 1]]), name)).toBe(1);
  }
});
