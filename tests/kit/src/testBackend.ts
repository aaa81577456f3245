import { type Backend, selectBackend } from '@kindling/backend';
import {
  engine,
  getBackend,
  grad,
  matMul,
  memory,
  mul,
  oneHot,
  square,
  sum,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';

/** What `testBackend` asks about. */
export interface BackendConformance {
  /** Makes the backend, with whatever options it is to have. */
  readonly make: () => Backend;
}

/** Whether a backend keeps what `Backend` promises: it starts, computes, tells of itself, and goes without a trace. */
export const testBackend = (title: string, { make }: BackendConformance): void => {
  describe(`${title} as a backend`, () => {
    test('starts, tells of itself, and is taken out again', async () => {
      const before = { backend: getBackend() || undefined, started: Object.keys(engine().registry) };
      const backend = make();
      const selected = await selectBackend([backend]);
      expect(selected.name).toBe(backend.name);
      expect(getBackend()).toBe(backend.name);
      expect(selected.device).not.toBe('');
      for (const version of Object.values(selected.versions)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
      await selected.undo();
      expect({ backend: getBackend() || undefined, started: Object.keys(engine().registry) }).toEqual(before);
    });

    test('starts as often as it is asked to', async () => {
      const backend = make();
      const [first, second] = [await selectBackend([backend]), await selectBackend([backend])];
      await first.undo();
      expect(getBackend()).toBe(backend.name);
      await second.undo();
    });

    test('computes, values and gradients, and frees what it is told to', async () => {
      const selected = await selectBackend([make()]);
      const held = memory().numTensors;
      const x = tensor2d([
        [1, 2],
        [3, 4],
      ]);
      const product = matMul(x, x, false, true);
      expect([...(await product.data())]).toEqual([5, 11, 11, 25]);
      const slope = grad((x) => sum(mul(square(x), x)))(x);
      expect([...(await slope.data())]).toEqual([3, 12, 27, 48]);
      const labels = tensor1d([1, 0], 'int32');
      const classes = oneHot(labels, 3);
      expect([...(await classes.data())]).toEqual([0, 1, 0, 1, 0, 0]);
      for (const tensor of [x, product, slope, labels, classes]) tensor.dispose();
      expect(memory().numTensors).toBe(held);
      await selected.undo();
    });
  });
};
