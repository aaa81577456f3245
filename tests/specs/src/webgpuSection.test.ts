import { expect, test } from 'vitest';
import { webgpuSection } from './webgpuSection.ts';

test('the section counts what passes with the kernels: as published, without what is lost, with what is gained', () => {
  const text = webgpuSection({
    passed: ['a', 'b'],
    failed: new Map([
      ['c', []],
      ['d', []],
    ]),
    gained: ['c', 'd'],
    lost: new Map([['a', []]]),
  });
  expect(text).toContain('| pass | 2 | 3 |');
  expect(text).toContain('| fail | 2 | 1 |');
});
