import { beforeEach, expect, test } from 'vitest';
import * as look from './look.ts';
import { phase } from './run.ts';

const count = 300;

beforeEach(() => {
  look.testClasses.value = Uint8Array.from({ length: count }, (_, id) => id % 10);
  // All of class 0 are taken for class 1.
  look.guesses.value = {
    classes: Uint8Array.from({ length: count }, (_, id) => Math.max(1, id % 10)),
    sure: new Uint8Array(count).fill(204),
  };
  look.watched.value = { classes: new Uint8Array(40).fill(3), sure: new Uint8Array(40).fill(255) };
  look.order.value = 'wrong';
  look.showClass(undefined);
  phase.value = 'done';
});

test('while a run goes on the watched pictures stand in their order, with the newest guesses', () => {
  phase.value = 'running';
  expect(look.shown.value).toEqual(Array.from({ length: look.watchedCount }, (_, place) => place));
  expect(look.guessOf(5)).toEqual({ guess: 3, sure: 1 });
  expect(look.furtherCount.value).toBe(0);
});

test('before the first guess there is none', () => {
  phase.value = 'ready';
  look.guesses.value = undefined;
  look.watched.value = undefined;
  expect(look.guessOf(0)).toBeUndefined();
  expect(look.shown.value).toHaveLength(look.watchedCount);
});

test('once a run rests, as many stand there, the wrong ones first, and more can be asked for up to 240', () => {
  expect(look.shown.value.slice(0, 3)).toEqual([0, 10, 20]);
  expect(look.guessOf(0)).toEqual({ guess: 1, sure: 0.8 });
  const [seen, offered]: [number[], number[]] = [[], []];
  for (let page = 1; page <= 5; page++) {
    look.pages.value = page;
    seen.push(look.shown.value.length);
    offered.push(look.furtherCount.value);
  }
  expect(seen).toEqual([40, 100, 160, 220, 240]);
  expect(offered).toEqual([60, 60, 60, 20, 0]);
});

test('a cell of the matrix filters, in place of a class, and once more takes the filter away', () => {
  look.showClass(4);
  expect(look.found.value).toHaveLength(30);
  look.pages.value = 3;
  look.showCell(0, 1);
  expect(look.found.value.every((id) => id % 10 === 0)).toBe(true);
  expect([look.found.value.length, look.ofClass.value, look.pages.value]).toEqual([30, undefined, 1]);
  look.showCell(0, 1);
  expect(look.found.value).toHaveLength(count);
});

test('Escape takes the filter of a cell away, and is left to others where there is none', () => {
  const press = (key: string): boolean => {
    const event = new Event('keydown', { cancelable: true });
    look.unfilterByKey(Object.assign(event, { key }) as KeyboardEvent);
    return event.defaultPrevented;
  };
  expect(press('Escape')).toBe(false);
  look.showCell(0, 1);
  expect(press('ArrowLeft')).toBe(false);
  expect(look.found.value).toHaveLength(30);
  expect(press('Escape')).toBe(true);
  expect(look.found.value).toHaveLength(count);
});
