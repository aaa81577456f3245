import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { hostShare, profiledShare } from './hostTime.ts';

const node = (id: number, functionName: string, url: string): Profiler.ProfileNode => ({
  id,
  callFrame: { functionName, url, scriptId: '1', lineNumber: 0, columnNumber: 0 },
});

test("the host's share is what is not WebAssembly, of what is not idle", () => {
  const nodes = [
    node(1, 'step', 'file:///a.js'),
    node(2, 'run', 'wasm://wasm/1'),
    node(3, '(idle)', ''),
    node(4, '(garbage collector)', ''),
  ];
  const profile = { nodes, startTime: 0, endTime: 1, samples: [1, 2, 3, 4, 2], timeDeltas: [10, 50, 900, 20, 20] };
  expect(hostShare(profile)).toBeCloseTo(0.3);
});

test('of plain JavaScript it is all', async () => {
  const share = await profiledShare(async () => {
    const until = performance.now() + 300;
    while (performance.now() < until);
  });
  expect(share).toBe(1);
});
