import { tensor } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { type ZeroPadding2dOptions, zeroPadding2d } from './zeroPadding2d.ts';

testLayer('zeroPadding2d', zeroPadding2d, { options: {}, reads: [[2, 2, 3, 2]], gives: [2, 4, 5, 2] });
testLayer('zeroPadding2d of height and width', zeroPadding2d, {
  options: { padding: [0, 2] },
  reads: [[1, 2, 3, 2]],
  gives: [1, 2, 7, 2],
});
testLayer('zeroPadding2d of each side', zeroPadding2d, {
  options: {
    padding: [
      [0, 1],
      [2, 0],
    ],
  },
  reads: [[1, 2, 3, 2]],
  gives: [1, 3, 5, 2],
});

test('zeros stand where they are requested', async () => {
  const padding = [
    [1, 0],
    [0, 2],
  ] as const;
  const net = sequential([input({ shape: [null, 1, 1] }), zeroPadding2d({ padding })]);
  expect(net.outputShape).toEqual([null, null, 3, 1]);
  const y = net.apply(net.init(), tensor([7, 8], [1, 2, 1, 1]));
  expect([...(await y.data())]).toEqual([0, 0, 0, 7, 0, 0, 8, 0, 0]);
});

test.each([
  [-1],
  [1.5],
  ['1'],
  [[1]],
  [[1, [2, 3]]],
  [[[1, 2], [3]]],
  [
    [
      [1, 2],
      [3, -4],
    ],
  ],
  [null],
  [new Array(2)],
  [[[1, 2], new Array(2)]],
])('a padding of %j is refused', (padding) => {
  const options = { padding } as unknown as ZeroPadding2dOptions;
  expect(() => zeroPadding2d(options)).toThrow(
    'zeroPadding2d: padding must be n, [height, width] or [[top, bottom], [left, right]] of integers of at least 0, got ',
  );
});

test('it needs a picture', () => {
  expect(() => zeroPadding2d()(input({ shape: [3, 4] }))).toThrow(
    'zeroPadding2d: its input must be [batch, height, width, channels], got [null, 3, 4]',
  );
});
