import { shapes } from '@kindling/data';
import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

test('the same pictures have the same, any other pictures another', async () => {
  const { train, test } = await shapes({ train: 20, test: 20 });
  const again = await shapes({ train: 20, test: 0 });
  expect(fingerprint(train)).toEqual(fingerprint(again.train));
  expect(fingerprint(train)).toMatchObject({ pictures: 20, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const different = [test, train.slice(0, 19), train.slice(1, 20)].map((split) => fingerprint(split).sha256);
  expect(new Set([fingerprint(train).sha256, ...different]).size).toBe(4);
});

test('labels count too', async () => {
  const { train } = await shapes({ train: 10, test: 0 });
  const before = fingerprint(train).sha256;
  train.y.data[0] = 9;
  expect(fingerprint(train).sha256).not.toBe(before);
});
