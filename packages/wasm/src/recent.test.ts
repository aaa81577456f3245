import { expect, it } from 'vitest';
import { createRecent } from './recent.ts';

const store = (most: number) => {
  const forgotten: string[] = [];
  return { recent: createRecent<string>(most, (value) => forgotten.push(value)), forgotten };
};

it('forgets what has not been used for the longest time, and what fits stays', () => {
  const { recent, forgotten } = store(100);
  for (const key of ['a', 'b', 'c', 'd']) recent.add(key, key.toUpperCase(), 25);
  expect(forgotten).toEqual([]);
  expect(recent.get('a')).toBe('A');
  recent.add('e', 'E', 10);
  expect(forgotten).toEqual(['B', 'C']);
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => recent.get(key))).toEqual(['A', undefined, undefined, 'D', 'E']);
});

it('keeps what was added last, however great', () => {
  const { recent, forgotten } = store(100);
  recent.add('small', 'small', 1);
  recent.add('great', 'great', 1000);
  expect([forgotten, recent.get('great')]).toEqual([['small'], 'great']);
  recent.add('next', 'next', 1);
  expect([forgotten, recent.get('next')]).toEqual([['small', 'great'], 'next']);
});

it('what is removed is forgotten and makes room, and what is not there changes nothing', () => {
  const { recent, forgotten } = store(100);
  recent.add('a', 'A', 60);
  recent.remove('a');
  recent.remove('a');
  expect([forgotten, recent.get('a')]).toEqual([['A'], undefined]);
  recent.add('b', 'B', 60);
  recent.add('c', 'C', 40);
  expect(forgotten).toEqual(['A']);
});

it('never holds more than its bound, whatever comes', () => {
  const { recent, forgotten } = store(1000);
  for (let i = 0; i < 5000; i++) {
    recent.add(`${i}`, `${i}`, 1 + (i % 90));
    const kept = Array.from({ length: i + 1 - forgotten.length }, (_, at) => forgotten.length + at);
    const bytes = kept.reduce((sum, each) => sum + 1 + (each % 90), 0);
    expect(bytes).toBeLessThanOrEqual(1000);
  }
  recent.clear();
  expect(recent.get('4999')).toBeUndefined();
});
