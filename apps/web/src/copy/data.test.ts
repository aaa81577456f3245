import { expect, test } from 'vitest';
import { counts, forTest, importing, lesson } from './data.ts';

test('which pictures are for what', () => {
  expect(counts(5000, 1000)).toBe('5,000 training + 1,000 test pictures');
  expect(forTest(10)).toBe('10 classes. It never learns from test pictures.');
});

test('an archive on its way', () => {
  expect(importing({ stage: 'read', loaded: 63e6, total: 170_052_171, bytesPerSecond: 21.4e6 })).toMatch(
    /^Unpacking 63 of 170 MB · 21 MB\/s · 6 s left$/,
  );
  expect(importing({ stage: 'download', loaded: 2e6, total: 170_052_171, bytesPerSecond: 85_000 })).toMatch(
    /^Downloading 2 of 170 MB · 0\.1 MB\/s · 33 min left$/,
  );
});

test('what is not known is left out', () => {
  expect(importing({ stage: 'kept', loaded: 9e6, total: 184e6, bytesPerSecond: 0 })).toBe(
    'Reading your kept CIFAR-10: 9 of 184 MB',
  );
  expect(importing({ stage: 'read', loaded: 0, total: undefined, bytesPerSecond: 0 })).toBe('Unpacking 0 MB');
  expect(importing({ stage: 'read', loaded: 170e6, total: 170e6, bytesPerSecond: 20e6 })).toBe(
    'Unpacking 170 of 170 MB · 20 MB/s',
  );
});

test("the chapter's steps", () => {
  expect(lesson.becomes(136)).toBe('136 → 0.533');
  expect(lesson.oneHot(3, 10)).toBe('[0 0 0 1 0 0 0 0 0 0]');
});
