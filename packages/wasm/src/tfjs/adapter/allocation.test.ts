import '@tensorflow/tfjs-backend-wasm';
import { MemoryError } from '@kindling/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install } from '../../install.ts';
import { WasmMemoryError } from '../../memoryError.ts';
import { runningBackend, type WasmBackend } from './device.ts';

let backend: WasmBackend;
let installed: Installed;
/** How many more allocations there are. */
let left = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  await tf.setBackend('wasm');
  backend = runningBackend()!;
  const { wasm } = backend;
  wasm._free(wasm._malloc(1));
  const { _malloc } = wasm;
  wasm._malloc = (bytes) => {
    left -= 1;
    return left < 0 ? 0 : _malloc(bytes);
  };
  installed = await install({ threads: 1 });
});
afterEach(() => {
  left = Number.POSITIVE_INFINITY;
});
afterAll(async () => {
  await installed.undo();
});

const held = () => ({ ...tf.memory(), data: backend.numDataIds() });

/** Fails each of its allocations in turn, and gives the errors. What was there before it stays. */
const starve = (compute: () => tf.Tensor): readonly unknown[] => {
  const wanted = tf.tidy(() => [...compute().dataSync()]); // compiles what it needs, too
  const errors: unknown[] = [];
  for (let n = 0; ; n++) {
    const before = held();
    left = n;
    try {
      const result = compute();
      left = Number.POSITIVE_INFINITY;
      expect([...result.dataSync()]).toEqual(wanted);
      result.dispose();
      return errors;
    } catch (error) {
      left = Number.POSITIVE_INFINITY;
      expect(held()).toEqual(before);
      errors.push(error);
    }
  }
};
const floats = (...shape: number[]): tf.Tensor =>
  tf.tidy(() => tf.reshape(tf.linspace(-1, 1, tf.util.sizeFromShape(shape)), shape));

describe('each failed allocation is one error of its operation, and leaves nothing', () => {
  it('of an upload', () => {
    const [error] = starve(() => tf.tensor1d([1, 2, 3])) as [WasmMemoryError];
    expect(error).toBeInstanceOf(WasmMemoryError);
    expect(error).toBeInstanceOf(MemoryError);
    expect(error).toMatchObject({ name: 'WasmMemoryError', operation: 'an upload', bytes: 12 });
    expect(error.message).toMatch(
      /^wasm: no memory left for 12 bytes of an upload: \d+ tensors hold \d+ bytes, .* use a smaller batch, or dispose/,
    );
  });

  const x = () => floats(3, 4);
  const rows = () => floats(3000, 4);
  const boxes = () => floats(40, 4);
  const cases: Readonly<Record<string, () => tf.Tensor>> = {
    concat: () => tf.tidy(() => tf.concat([x(), x()], 1)),
    pad: () =>
      tf.tidy(() =>
        tf.pad(x(), [
          [1, 2],
          [0, 1],
        ]),
      ),
    tile: () => tf.tidy(() => tf.tile(x(), [2, 3])),
    cast: () => tf.tidy(() => tf.cast(x(), 'int32')),
    slice: () => tf.tidy(() => tf.slice(x(), [1, 1], [2, 2])),
    split: () => tf.tidy(() => tf.add(tf.split(x(), 2, 1)[0]!, tf.split(x(), 2, 1)[1]!)),
    topk: () => tf.tidy(() => tf.topk(x(), 2).values),
    'batch normalization': () => tf.tidy(() => tf.batchNorm(x(), floats(4), tf.abs(floats(4)))),
    'a resized picture': () => tf.tidy(() => tf.image.resizeBilinear(floats(1, 3, 3, 2) as tf.Tensor4D, [6, 5])),
    'suppressed boxes': () =>
      tf.tidy(() => tf.image.nonMaxSuppression(boxes() as tf.Tensor2D, floats(40) as tf.Tensor1D, 9)),
    prelu: () => tf.tidy(() => tf.prelu(x(), floats(4))),
    'a mean over rows, in chunks': () => tf.tidy(() => tf.mean(rows(), 0)),
    'sums over several axes': () => tf.tidy(() => tf.sum(floats(300, 2, 3, 20), [0, 2])),
    'an int32 sum': () => tf.tidy(() => tf.sum(tf.cast(x(), 'int32'), 0)),
    'a product with sigmoid': () =>
      tf.tidy(() =>
        tf.fused.matMul({
          a: x() as tf.Tensor2D,
          b: floats(4, 2) as tf.Tensor2D,
          activation: 'sigmoid',
          bias: floats(2),
        }),
      ),
    'a convolution': () =>
      tf.tidy(() => tf.conv2d(floats(2, 5, 5, 3) as tf.Tensor4D, floats(3, 3, 3, 4) as tf.Tensor4D, 1, 'same')),
    softmax: () => tf.tidy(() => tf.softmax(x())),
    einsum: () => tf.tidy(() => tf.einsum('ij,kj->ik', x(), x())),
  };
  it.each(Object.entries(cases))('of %s', (_, compute) => {
    const errors = starve(compute);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toBeInstanceOf(WasmMemoryError);
  });
});

it('a list that holds a tensor is refused in words, and leaves nothing', () => {
  const x = tf.ones([2, 3]);
  const before = tf.memory().numTensors;
  expect(() => tf.add([x] as unknown as tf.TensorLike, x)).toThrow(
    'tensor: shape [1] must have 1 numbers, got 0; a list of tensors is not a tensor',
  );
  expect(tf.memory().numTensors).toBe(before);
  x.dispose();
});

/** A backend that only keeps numbers. */
class Keeper extends tf.KernelBackend {
  readonly kept = new Map<object, tf.backend_util.TypedArray>();
  override write(values: tf.backend_util.TypedArray): object {
    const dataId = {};
    this.kept.set(dataId, values);
    return dataId;
  }
  override readSync = (dataId: object): tf.backend_util.TypedArray => this.kept.get(dataId)!;
  override refCount = (): number => 1;
  override numDataIds = (): number => this.kept.size;
  override disposeData = (dataId: object): boolean => this.kept.delete(dataId);
  override dispose = (): void => this.kept.clear();
}

it('what is fetched from another backend stays there', async () => {
  tf.registerBackend('keeper', () => new Keeper());
  await tf.setBackend('keeper');
  const [x, y] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([4, 5, 6])];
  await tf.setBackend('wasm');
  const errors = starve(() => tf.tidy(() => tf.add(x, y))); // fetched by the first try that is not starved
  expect(errors.length).toBeGreaterThan(0);
  await tf.setBackend('keeper');
  const [a, b] = [tf.tensor1d([7, 8]), tf.tensor1d([1, 1])];
  await tf.setBackend('wasm');
  for (const n of [0, 1]) {
    left = n;
    expect(() => tf.add(a, b)).toThrow(WasmMemoryError);
    left = Number.POSITIVE_INFINITY;
    expect([...a.dataSync(), ...b.dataSync()]).toEqual([7, 8, 1, 1]);
  }
  expect([...tf.add(a, b).dataSync()]).toEqual([8, 9]);
  tf.removeBackend('keeper');
});

it('a kernel of tfjs that needs more than its result is refused before it begins', () => {
  const boxes = tf.tile(tf.tensor2d([[0, 0, 1, 1]]), [100_000, 1]); // one of them is left
  const scores = floats(100_000) as tf.Tensor1D;
  const { wasm } = backend;
  const blocks: number[] = [];
  // Nothing of it is touched; what is left is less than the kernel's lists, and enough for its result.
  for (const size of [64 << 20, 6 << 20]) {
    for (;;) {
      try {
        blocks.push(wasm._malloc(size) >>> 0);
      } catch {
        break;
      }
    }
  }
  const attempt = () => tf.image.nonMaxSuppression(boxes, scores, 100_000);
  expect(attempt).toThrow(/wasm: no memory left for 6400000 bytes of NonMaxSuppressionV3:/);
  for (const at of blocks) wasm._free(at);
  expect(attempt().size).toBe(1);
});

it('after the undo the backend allocates as it did', async () => {
  await installed.undo();
  expect(Object.hasOwn(backend, 'write')).toBe(false);
  left = 0;
  const x = tf.tensor1d([1]);
  expect(backend.dataIdMap.get(x.dataId).memoryOffset).toBe(0);
});
