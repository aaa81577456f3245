import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import type { Outcome } from './outcome.ts';
import { section } from './section.ts';

test('the section counts what passes with the kernels: as published, without what is lost, with what is gained', () => {
  const outcomes = (statuses: Readonly<Record<string, Outcome['status']>>): Outcome[] =>
    Object.entries(statuses).map(([name, status]) => ({ name, status, messages: [] }));
  const published = outcomes({ a: 'passed', b: 'passed', c: 'failed', d: 'failed', e: 'failed', f: 'pending' });
  const installed = outcomes({ a: 'failed', b: 'passed', c: 'passed', d: 'passed', e: 'failed', f: 'pending' });
  const text = section(compare([published], installed));
  expect(text).toContain('| pass | 2 | 3 |');
  expect(text).toContain('| fail | 3 | 2 |');
  expect(text).toContain('| other | 3 | 2 |');
});
