import { threading } from '@kindling/core';
import { afterEach, expect, test, vi } from 'vitest';
import { cells, cellsFor } from './control.ts';
import { createTeam } from './team.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const block = () => new Int32Array(new SharedArrayBuffer(4 * cellsFor(4)));
const late = (ms: number) => new Error(`late after ${ms} ms`);

test('what no worker claims is done here, each part once', () => {
  const done: number[] = [];
  createTeam(block(), 3, 100, late).share(4, (part) => done.push(part));
  expect(done).toEqual([0, 3, 2, 1]);
});

test('what a worker has claimed is waited for', () => {
  const state = block();
  const done: number[] = [];
  createTeam(state, 1, 100, late).share(3, (part) => {
    done.push(part);
    expect(state[cells.working]).toBe(1);
    if (part > 0) return;
    Atomics.sub(state, cells.left, 1); // as a worker would: it claims part 2, and is done with it
    Atomics.add(state, cells.done, 1);
  });
  expect(done).toEqual([0, 1]);
  expect(state[cells.working]).toBe(0);
});

test('after an error of its own, nothing more is begun', () => {
  const state = block();
  const done: number[] = [];
  const fail = (part: number) => {
    done.push(part);
    throw new Error('trap');
  };
  expect(() => createTeam(state, 3, 100, late).share(4, fail)).toThrow('trap');
  expect(done).toEqual([0]);
  expect(state[cells.left]).toBe(0);
});

test('a worker that claims and does not finish is late', () => {
  const state = block();
  const claim = () => void Atomics.sub(state, cells.left, 1);
  expect(() => createTeam(state, 1, 200, late).share(2, claim)).toThrow(/^late after \d+ ms$/);
});

test('an order is for all, and one that does not obey is late', () => {
  const state = block();
  expect(() => createTeam(state, 0, 100, late).order(1)).not.toThrow();
  expect(() => createTeam(state, 1, 200, late).order(1)).toThrow('late after 200 ms');
  expect([state[cells.orders], state[cells.epoch]]).toEqual([2, 2]);
});

test.each([true, false])('where this thread may wait (%s) it does, and else watches', (mayWait) => {
  vi.spyOn(threading, 'mayWait').mockReturnValue(mayWait);
  const wait = vi.spyOn(Atomics, 'wait');
  expect(() => createTeam(block(), 1, 200, late).order(1)).toThrow('late');
  expect(wait.mock.calls.length > 0).toBe(mayWait);
});
