import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Event } from '../worker/protocol.ts';
import { createBeat } from './beat.ts';

const event = (type: Event['type']): Event => ({ type }) as Event;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const begin = (mayWait = true) => {
  const told: string[] = [];
  const hear = createBeat({
    show: (events) => told.push(events.map(({ type }) => type).join('+')),
    tell: ({ type }) => told.push(type.toUpperCase()),
    mayWait: () => mayWait,
  });
  const come = (...types: Event['type'][]): void => {
    for (const type of types) hear(event(type));
  };
  /** What is told in so long, and clears it. */
  const after = (milliseconds: number): readonly string[] => {
    vi.advanceTimersByTime(milliseconds);
    return told.splice(0);
  };
  return { come, after };
};

test('the first news is shown at once, the next of its part a second later and in one change', () => {
  const { come, after } = begin();
  come('report');
  expect(after(0)).toEqual(['report']);
  come('report', 'saved', 'report');
  expect(after(999)).toEqual([]);
  expect(after(1)).toEqual(['report+saved+report']);
  expect(after(5000)).toEqual([]);
});

test('the two parts never change the page together, and neither keeps the other from its turn', () => {
  const { come, after } = begin();
  come('report', 'epoch', 'layer');
  expect(after(0)).toEqual(['report']);
  expect(after(500)).toEqual(['epoch+layer']);
  come('watched', 'report');
  expect(after(499)).toEqual([]);
  expect(after(1)).toEqual(['report']);
  expect(after(500)).toEqual(['watched']);
});

test('what people wait for is told at once, behind what was held', () => {
  const { come, after } = begin();
  come('report', 'epoch', 'report', 'state');
  expect(after(0)).toEqual(['report', 'epoch+report', 'STATE']);
  expect(after(5000)).toEqual([]);
});

test('nothing waits while a run rests or nobody looks', () => {
  const { come, after } = begin(false);
  come('report', 'epoch', 'saved');
  expect(after(0)).toEqual(['report', 'epoch', 'saved']);
});
