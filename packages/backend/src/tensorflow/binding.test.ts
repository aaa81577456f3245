import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { lacksTensorflow, provideTensorflow } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { createBinding, type NodeBinding } from './binding.ts';
import { dataTypes } from './dtypes.ts';
import { findTensorflow } from './findTensorflow.ts';
import { quietly } from './quietly.ts';
import { TensorflowError } from './status.ts';
import { openTensorflow } from './tensorflow.ts';

const { TF_FLOAT, TF_INT32, TF_INT64, TF_STRING, TF_BOOL, TF_UINT8, TF_COMPLEX64 } = dataTypes;

setFlagsFromString('--expose-gc');
/** Frees what JavaScript has left. */
const collect: () => void = runInNewContext('gc');

describe.skipIf(lacksTensorflow !== undefined)(`the binding on TensorFlow (${lacksTensorflow ?? 'CPU'})`, () => {
  let binding: NodeBinding;
  beforeAll(async () => {
    provideTensorflow();
    const found = await findTensorflow();
    if ('absent' in found) throw new Error(found.absent);
    binding = createBinding(quietly(() => openTensorflow(found.files, 1)).result);
  });

  const attribute = (name: string, type: number, value: unknown) => ({ name, type, value });
  const ofFloats = () => attribute('T', binding.TF_ATTR_TYPE, TF_FLOAT);
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const run = (...call: Parameters<NodeBinding['executeOp']>) => {
    const results = binding.executeOp(...call);
    const values = results.map(({ id }) => binding.tensorDataSync(id));
    for (const { id } of results) binding.deleteTensor(id);
    return { results, values };
  };

  test('numbers and strings of each type come back as they went in', () => {
    const cases = [
      [TF_FLOAT, [2, 2], Float32Array.of(1, -2, Number.NaN, 4)],
      [TF_INT32, [2], Int32Array.of(1, -2)],
      [TF_BOOL, [3], Uint8Array.of(1, 0, 1)],
      [TF_UINT8, [], Uint8Array.of(200)],
      [TF_COMPLEX64, [1], Float32Array.of(1, 2)],
      [TF_FLOAT, [0, 3], new Float32Array(0)],
      [TF_STRING, [2], [bytes(''), bytes('longer than a string that lies in place')]],
    ] as const;
    const before = binding.getNumOfTensors();
    for (const [dtype, shape, values] of cases) {
      const id = binding.createTensor(shape, dtype, values);
      expect(binding.tensorDataSync(id)).toEqual(values);
      binding.deleteTensor(id);
    }
    const wide = binding.createTensor([1], TF_INT64, Int32Array.of(-1, -1));
    expect(binding.tensorDataSync(wide)).toEqual(BigInt64Array.of(-1n));
    binding.deleteTensor(wide);
    expect(binding.getNumOfTensors()).toBe(before);
  });

  test('what does not fit is refused, and nothing of it is kept', () => {
    const before = binding.getNumOfTensors();
    expect(() => binding.createTensor([3], TF_FLOAT, Float32Array.of(1))).toThrow(
      'tensorflow: float32 of shape [3] are made of a Float32Array of 12 bytes, got a Float32Array of 4',
    );
    expect(() => binding.createTensor([1], TF_FLOAT, Int32Array.of(1))).toThrow('got a Int32Array of 4');
    expect(() => binding.createTensor([2], TF_STRING, [bytes('a')])).toThrow(
      '2 strings are needed for shape [2], got 1',
    );
    expect(() => binding.createTensor([1], 99, Float32Array.of(1))).toThrow('no numbers have the data type 99');
    expect(() => binding.deleteTensor(-1)).toThrow('there is no tensor -1');
    expect(() => binding.loadSavedModel()).toThrow('a SavedModel needs');
    expect(binding.getNumOfTensors()).toBe(before);
  });

  test('operations take attributes of each kind, and give as many results as they have', () => {
    const x = binding.createTensor([4], TF_FLOAT, Float32Array.of(1, 2, 3, 4));
    const axis = binding.createTensor([], TF_INT32, Int32Array.of(0));
    const many = 100;
    const wide = binding.createTensor(
      [many],
      TF_FLOAT,
      Float32Array.from({ length: many }, (_, i) => i),
    );
    const split = run('Split', [ofFloats(), attribute('num_split', binding.TF_ATTR_INT, many)], [axis, wide], many);
    expect(split.values.map((value) => value[0])).toEqual(Array.from({ length: many }, (_, i) => i));
    expect(split.results[0]).toMatchObject({ shape: [1], dtype: TF_FLOAT });
    const clipped = run('LeakyRelu', [ofFloats(), attribute('alpha', binding.TF_ATTR_FLOAT, 0.5)], [x], 1);
    expect(clipped.values[0]).toEqual(Float32Array.of(1, 2, 3, 4));
    const squeezed = run('Squeeze', [ofFloats(), attribute('squeeze_dims', binding.TF_ATTR_INT, [])], [x], 1);
    expect(squeezed.results[0]!.shape).toEqual([4]);
    const empty = run(
      'PlaceholderWithDefault',
      [attribute('dtype', binding.TF_ATTR_TYPE, TF_FLOAT), attribute('shape', binding.TF_ATTR_SHAPE, [4])],
      [x],
      1,
    );
    expect(empty.values[0]).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(() => run('Relu', [attribute('T', 17, 1)], [x], 1)).toThrow('the attribute T has the type 17');
    for (const id of [x, axis, wide]) binding.deleteTensor(id);
  });

  test('what TensorFlow refuses is an error in its words, and it goes on', () => {
    const x = binding.createTensor([1], TF_FLOAT, Float32Array.of(1));
    expect(() => run('MatMul', [ofFloats()], [x], 1)).toThrow(/^tensorflow: MatMul: .*\(INVALID_ARGUMENT\)$/);
    expect(() => run('Nonsense', [], [], 1)).toThrow(TensorflowError);
    expect(run('Relu', [ofFloats()], [x], 1).values[0]).toEqual(Float32Array.of(1));
    binding.deleteTensor(x);
  });

  test('10,000 rounds of making, computing, failing and reading leave the memory as it was', () => {
    const string = bytes('x'.repeat(10_000));
    const numbers = new Float32Array(10_000);
    let failures = 0; // each expectation would keep some memory of its own
    const round = () => {
      const [a, b] = [
        binding.createTensor([10_000], TF_FLOAT, numbers),
        binding.createTensor([2], TF_STRING, [string, string]),
      ];
      run('AddV2', [ofFloats()], [a, a], 1);
      try {
        run('MatMul', [ofFloats()], [a], 1);
      } catch {
        failures += 1;
      }
      binding.tensorDataSync(b);
      for (const id of [a, b]) binding.deleteTensor(id);
    };
    /** Bytes outside of JavaScript's heap, which grows by itself. */
    const native = (): number => {
      collect();
      const { rss, heapTotal } = process.memoryUsage();
      return rss - heapTotal;
    };
    for (let i = 0; i < 10_000; i++) round();
    const before = native();
    for (let i = 0; i < 10_000; i++) round();
    // One of these strings a round, left behind, would be 100 MB; one of the arrays 400.
    expect(native() - before).toBeLessThan(40e6);
    expect(binding.getNumOfTensors()).toBe(0);
    expect(failures).toBe(20_000);
  }, 60_000);
});
