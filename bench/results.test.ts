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
  machine: { turns: 40, again: 3, kept: 1, speedUps: [1.849, 1.3] },
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

test('a case tells what the machine was like', () => {
  expect(casePart(part).split('\n').at(-1)).toBe(
    'Others had more than 15 % of the machine in 3 of 40 turns, which were taken again; 1 of them count all the same, disturbed to the last. Two threads did 1.85 times what one does before, and 1.30 times after.',
  );
});

test('parts that a run did not take stay as an earlier page has them', () => {
  const results = { versions: 'tfjs 4', load: 'load average 0.5', rounds: 3 };
  const first = resultsPage({ ...results, cases: [], more: ['## The chapter\n\nslow', '## Feeding\n\n9 ms'] });
  const second = resultsPage({ ...results, cases: [part], more: ['## The chapter\n\nfast'] }, first);
  expect(second.match(/^## .*/gm)).toEqual(['## A step', '## The chapter', '## Feeding']);
  expect(second).toContain('fast');
  expect(second).not.toContain('\n\nslow\n');
  expect(second.endsWith('## Feeding\n\n9 ms\n')).toBe(true);
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
  expect(page).toContain('when the last run began: load average 0.5');
  expect(page).toContain('- 3 rounds unless');
  expect(page.indexOf('## A step')).toBeLessThan(page.indexOf('## The chapter'));
});
