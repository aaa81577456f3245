import { expect, test } from 'vitest';
import { isOlder } from './rule.ts';

test.each([
  ['2.9.1', '2.11', true],
  ['2.10.0+cu128', '2.11', true],
  ['2.11', '2.11', false],
  ['2.11.0a0+git1234', '2.11', false],
  ['2.13.0', '2.11', false],
  ['3.0', '2.11', false],
  ['12.6', '12.8', true],
  ['13.0', '12.8', false],
])('whether %s is older than %s: %s', (version, than, older) => {
  expect(isOlder(version, than)).toBe(older);
});
