import { hostArray, type Labelled, type Split, shapes } from '@kindling/data';

/** What the drawer is asked for. */
export interface Wanted {
  readonly train: number;
  readonly test: number;
  readonly seed: number;
}

/** What it gives: pixels and classes. */
export interface Drawn {
  readonly train: readonly [Uint8Array, Uint8Array];
  readonly test: readonly [Uint8Array, Uint8Array];
  readonly classNames: readonly string[];
}

/** So few are drawn sooner than a worker is there. */
const few = 1000;

const splitOf = ([pixels, classes]: Drawn['train']): Split => {
  const x = hostArray(pixels, [classes.length, 32, 32, 3]);
  const y = hostArray(classes, [classes.length]);
  return { x, y, slice: (start, end) => splitOf([x.slice(start, end).data, y.slice(start, end).data]) };
};

/** Draws the pictures of `shapes` in a worker beside this one, which meanwhile loads a device and makes a network. */
export const drawBeside = (wanted: Wanted): Promise<Labelled> => {
  if (wanted.train + wanted.test <= few || typeof Worker === 'undefined') return shapes(wanted);
  return new Promise((resolve) => {
    const drawer = new Worker(new URL('./drawer.ts', import.meta.url), { type: 'module', name: 'drawer' });
    drawer.onmessage = ({ data: { train, test, classNames } }: MessageEvent<Drawn>) => {
      drawer.terminate();
      resolve({ train: splitOf(train), test: splitOf(test), classNames });
    };
    // It has not come, or a browser has no workers in workers.
    drawer.onerror = (event) => {
      event.preventDefault();
      drawer.terminate();
      resolve(shapes(wanted));
    };
    drawer.postMessage(wanted);
  });
};
