import { expect, test } from 'vitest';
import { readUsage, shareOfOthers, usageOf } from './others.ts';

const stat = (...ticks: number[]) => `cpu  ${ticks.join(' ')}\ncpu0 1 2 3\n`;
const own = (user: number, system: number) => `7 (a (b) c) R 1 1 1 0 -1 0 0 0 0 0 ${user} ${system} 0 0 20`;

test('the share of others is what was busy beyond the process itself', () => {
  const before = readUsage(stat(100, 0, 10, 500, 5, 0, 0, 0), own(50, 5));
  const after = readUsage(stat(140, 10, 20, 530, 5, 0, 0, 10), own(85, 5));
  expect(before).toEqual({ busy: 110, all: 615, own: 55 });
  expect(shareOfOthers(before, after)).toBeCloseTo((70 - 35) / 100);
  expect(shareOfOthers(before, before)).toBe(0);
});

test.runIf(process.platform === 'linux')('Linux tells it of a process that is there', () => {
  expect(usageOf(process.pid)!.own).toBeGreaterThan(0);
});

test('where nothing is told, nothing is known', () => {
  expect(usageOf(undefined)).toBeUndefined();
});
