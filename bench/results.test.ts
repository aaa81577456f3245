import { expect, test } from 'vitest';
import { type Case, casePart, resultsPage } from './results.ts';

const part: Case = {
  title: 'A step',
  about: 'Of a small model.',
  rows: [
    { name: 'slow', cores: 1, note: 'plainly', milliseconds: [20, 30, 100], peak: 99.6 },
    { name: 'fast', cores: 1, note: 'cleverly', milliseconds: [2, 2, 4], peak: 50 },
    { name: 'gone', cores: 2, absent: 'no such Python' },
  ],
  references: [
    { heading: 'time / slow', peerOf: () => 'slow', as: 'time' },
    { heading: 'times as fast as slow', peerOf: () => 'slow', as: 'speed' },
    { heading: 'time / gone', peerOf: () => 'gone', as: 'time' },
  ],
};

test('a row has median, least, ratios taken round by round with their spread, memory, and what it ran with', () => {
  const lines = casePart(part).split('\n');
  expect(lines.slice(0, 6)).toEqual([
    '## A step',
    '',
    'Of a small model.',
    '',
    '|  | ms | least | time / slow | times as fast as slow | time / gone | peak MiB | with |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ]);
  expect(lines[7]).toBe('| fast | 2.00 | 2.00 | **0.07** (0.04-0.10) | **15.00** (10.00-25.00) | - | 50 | cleverly |');
});

test('a contestant that is not there has a row that says why', () => {
  expect(casePart(part)).toContain('| gone | - | - | - | - | - | - | not there: no such Python |');
});

test('the page names machine, its load and rounds, then has its parts in order', () => {
  const page = resultsPage({
    versions: 'tfjs 4',
    load: 'load average 0.5',
    rounds: 3,
    cases: [part],
    more: ['## The chapter'],
  });
  expect(page).toContain(`Node ${process.versions.node}`);
  expect(page).toContain('when the run began: load average 0.5');
  expect(page).toContain('- 3 rounds unless');
  expect(page.indexOf('## A step')).toBeLessThan(page.indexOf('## The chapter'));
});
