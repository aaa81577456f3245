import { expect as claim, test as vitest } from 'vitest';
import { createChecks } from './checks.ts';
import { describe, expect, runTests, test } from './testing.ts';

vitest('tests run in order, and one that throws or rejects is told by its title and its first line', async () => {
  describe('sums', () => {
    test('of whole numbers', () => {
      expect(1 + 1).toBe(2);
      expect([1 + 1]).toEqual([2]);
      expect('1.2').toMatch(/^\d/);
      expect(1).not.toBe(2);
    });
    test('of fractions', async () => expect(0.1 + 0.2).toBe(0.3));
  });
  test('lists', () => expect([1]).toEqual([2]));
  const checks = createChecks(() => undefined);
  await runTests(checks);
  const { text, held, failed, skipped } = checks.result();
  claim([held, skipped]).toEqual([1, []]);
  claim(failed).toEqual([claim.stringMatching(/^sums, of fractions: /), claim.stringMatching(/^lists: /)]);
  claim(text.split('\n').map((line) => line.slice(0, 12))).toEqual(['- holds: sum', '- **FAILS**:', '- **FAILS**:']);
});
