import { expect, it } from 'vitest';
import type { Region } from '../recording/recording.ts';
import { phaseBytes } from './driver.ts';
import { layOut } from './layout.ts';

it('words for addresses come after those of the phases, then what is the step’s own, each on lines of its own', () => {
  const regions: Region[] = [
    { kind: 'tensor', index: 0, bytes: 4 },
    { kind: 'constant', data: new Uint8Array(200) },
    { kind: 'made', bytes: 1000 },
    { kind: 'table', words: [1, 2, 3] },
    { kind: 'result', index: 0, bytes: 4 },
    { kind: 'numbers', index: 0, bytes: 8, stored: 'float32' },
  ];
  const { workspace, bindings, own, bytes } = layOut({ regions }, 3, 2);
  const start = 3 * phaseBytes(2);
  expect(workspace).toBe(start);
  expect([...bindings]).toEqual([
    [0, start + 4],
    [4, start + 8],
  ]);
  expect([...own]).toEqual([
    [1, start + 128],
    [3, start + 384],
    [5, start + 512],
  ]);
  expect(bytes).toBeGreaterThanOrEqual(start + 520);
});
