import { expect, test } from 'vitest';
import { noteOf, refusal } from './refusals.ts';

const cut = 'cifar10: a: b.tar.gz: it ends in the middle; a whole copy is at https://example.org/c.tar.gz';

test('a cut archive says how far it came', () => {
  const file = new File([], 'a: b.tar.gz');
  const sentence = (loaded: number): string => refusal(file, new Error(cut), loaded).failure.sentence;
  expect(sentence(63.2e6)).toMatch(/^“a: b\.tar\.gz” can't be read as CIFAR-10: it ends in the middle, after 63 MB\. /);
  expect(sentence(0)).toContain('it ends in the middle. ');
});

test('the words of the library are kept for who reports them', () => {
  const { failure } = refusal(new Blob([]), new Error(cut), 0);
  expect(failure.details).toBe(`Error: ${cut}`);
});

test('memory that cannot be had is told apart, wherever it is said', () => {
  const failed = new RangeError('Array buffer allocation failed');
  expect(refusal(new Blob([]), new Error('cifar10: it', { cause: failed }), 0).failure.kind).toBe('memory');
  expect(refusal(new Blob([]), new RangeError('a label must be 0'), 0).failure.kind).toBe('archive');
});

test('notes of the library become short ones, and what is not saved is not called kept', () => {
  const unkept = (why: string) => noteOf(`cifar10: this page keeps nothing for the next time: ${why}`);
  expect(unkept('its storage is full (QuotaExceededError): free some')).toEqual({
    text: 'Not saved: storage is full.',
    kept: false,
  });
  expect(unkept('another tab is keeping the same just now')).toEqual({
    text: 'Not saved: another tab is keeping the same just now.',
    kept: false,
  });
  expect(noteOf('cifar10: 6 files reads as CIFAR-10, but is not the official files')?.kept).toBeUndefined();
  expect(noteOf('cifar10: what this page kept was damaged, and is dropped')).toBeUndefined();
});
