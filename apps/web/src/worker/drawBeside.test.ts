import { shapes } from '@kindling/data';
import { afterEach, expect, test, vi } from 'vitest';
import { type Drawn, drawBeside, type Wanted } from './drawBeside.ts';

/** The drawer in this thread; one that can't be had has no answer. */
class Drawer {
  static isThere = true;
  static terminated = 0;
  onmessage: ((event: { readonly data: Drawn }) => void) | undefined;
  onerror: ((event: Event) => void) | undefined;
  async postMessage(wanted: Wanted): Promise<void> {
    if (!Drawer.isThere) return this.onerror?.(new Event('error'));
    const { train, test: testing, classNames } = await shapes(wanted);
    const [first, second] = [train, testing].map(({ x, y }) => [x.data, y.data] as const);
    this.onmessage?.({ data: { train: first!, test: second!, classNames } });
  }
  terminate(): void {
    Drawer.terminated += 1;
  }
}

const wanted = { train: 1000, test: 20, seed: 1 };

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['drawn beside', true],
  ['drawn here where the drawer has not come', false],
])('pictures %s are those of shapes, and the drawer ends', async (_how, isThere) => {
  vi.stubGlobal('Worker', Drawer);
  Drawer.isThere = isThere;
  Drawer.terminated = 0;
  const [given, expected] = await Promise.all([drawBeside(wanted), shapes(wanted)]);
  expect(given.classNames).toEqual(expected.classNames);
  for (const part of ['train', 'test'] as const) {
    expect(given[part].x.shape).toEqual(expected[part].x.shape);
    // Compared one by one, millions of numbers would take seconds.
    expect(Buffer.from(given[part].x.data).equals(expected[part].x.data)).toBe(true);
    expect(given[part].y.data).toEqual(expected[part].y.data);
  }
  const [some, same] = [given.train.slice(10, -980), expected.train.slice(10, -980)];
  expect(some.x.shape).toEqual([10, 32, 32, 3]);
  expect(some.x.data).toEqual(same.x.data);
  expect(some.slice(2).y.data).toEqual(same.slice(2).y.data);
  expect(Drawer.terminated).toBe(1);
});

test('a few are drawn here', async () => {
  const made = vi.fn();
  vi.stubGlobal('Worker', made);
  const { train } = await drawBeside({ train: 30, test: 10, seed: 1 });
  expect(train.x.shape[0]).toBe(30);
  expect(made).not.toHaveBeenCalled();
});
