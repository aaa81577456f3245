import { expect, test } from 'vitest';
import { isVisible } from './visible.ts';

const gpus = [
  { index: 0, uuid: 'GPU-aaaa-1' },
  { index: 1, uuid: 'GPU-bbbb-2' },
  { index: 2, uuid: undefined },
];

test.each([
  [undefined, [0, 1, 2]],
  ['', []],
  ['-1', []],
  ['1', [1]],
  ['2, 0', [0, 2]],
  ['0,7,1', [0]],
  ['GPU-bbbb', [1, 2]],
  ['NoDevFiles', []],
])('CUDA_VISIBLE_DEVICES=%j leaves %j', (setting, visible) => {
  expect(gpus.filter((gpu) => isVisible(gpu, gpus, setting)).map(({ index }) => index)).toEqual(visible);
});
