import { declareRecorder, type Inputs, type Outcome, type Recorder, recorderInUse } from '@kindling/core';
import {
  add,
  cast,
  clone,
  dispose,
  expandDims,
  fill,
  gather,
  getBackend,
  keep,
  matMul,
  memory,
  mul,
  onesLike,
  range,
  reshape,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
  unique,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, install } from '../install.ts';

describe.each([1, 2])('on %i threads', (threads) => {
  let installed: Installed;
  let recorder: Recorder;
  beforeAll(async () => {
    installed = await install({ threads });
    expect(installed.threads).toBe(threads);
    recorder = recorderInUse()!;
  });
  afterAll(() => installed.undo());

  const vector = { shape: [3], dtype: 'float32' } as const;
  const read = (tensors: readonly Tensor[]) => tensors.map((each) => [...each.dataSync()]);
  /** Of one function of a vector, with nothing updated. */
  const results = (make: (x: Tensor, inputs: Inputs) => Tensor[]) =>
    recorder.record((inputs) => ({ updates: [], results: make(inputs.tensor(vector), inputs) })).compile();

  it('what is recorded is computed when it is run, on what it is given', () => {
    const held = memory();
    const compiled = results((x) => [mul(add(x, x), x), reshape(x, [3, 1])]);
    for (const numbers of [
      [1, 2, 3],
      [-1, 0, 5],
    ]) {
      const x = tensor1d(numbers);
      const given = compiled.run([x], []);
      expect(given.map(({ shape }) => shape)).toEqual([[3], [3, 1]]);
      expect(read(given)).toEqual([numbers.map((each) => 2 * each * each), numbers]);
      dispose([x, ...given]);
    }
    compiled.dispose();
    expect(memory()).toEqual(held);
    expect(getBackend()).toBe('wasm');
  });

  it('numbers of the host, filled tensors and constants are there', () => {
    const compiled = results((x, inputs) => {
      const scale = inputs.numbers([], 'float32');
      return [
        add(mul(x, scale), tensor1d([0.5, 0.25, 0])),
        add(zerosLike(x), fill([3], 7)),
        mul(onesLike(x), range(0, 0.3, 0.1)),
        expandDims(x, -1),
      ];
    });
    const x = tensor1d([1, 2, 3]);
    for (const scale of [10, 100]) {
      const given = compiled.run([x], [[scale]]);
      expect(read(given)).toEqual([
        [scale + 0.5, 2 * scale + 0.25, 3 * scale],
        [7, 7, 7],
        [0, Math.fround(0.1), Math.fround(0.2)],
        [1, 2, 3],
      ]);
      dispose(given);
    }
    x.dispose();
    compiled.dispose();
  });

  it('bytes of the host are written where they are read, and become numbers there', () => {
    const compiled = results((x, inputs) => [
      add(x, inputs.numbers([3], 'float32', true)),
      inputs.numbers([3], 'int32', true),
      cast(inputs.numbers([3], 'bool'), 'int32'),
    ]);
    const x = tensor1d([0.5, 1, 2]);
    for (const bytes of [
      [0, 128, 255],
      [7, 1, 0],
    ]) {
      const write = (into: { set(numbers: readonly number[]): void }) => into.set(bytes);
      const given = compiled.run([x], [write, bytes, write]);
      expect(read(given)).toEqual([
        [0.5 + bytes[0]!, 1 + bytes[1]!, 2 + bytes[2]!],
        bytes,
        bytes.map((byte) => Number(byte > 0)),
      ]);
      dispose(given);
    }
    x.dispose();
    compiled.dispose();
  });

  it('a tensor that the function holds is read where it is', () => {
    const weights = keep(tensor1d([1, 10, 100]));
    const compiled = results((x) => [mul(x, clone(weights))]);
    const x = tensor1d([2, 3, 4]);
    const given = compiled.run([x], []);
    expect(read(given)).toEqual([[2, 30, 400]]);
    expect(read([weights])).toEqual([[1, 10, 100]]);
    compiled.dispose();
    dispose([x, weights, ...given]);
  });

  it('inputs are written over when all is done, also by each other', () => {
    const swap = (inputs: Inputs): Outcome => {
      const [a, b, c] = [inputs.tensor(vector), inputs.tensor(vector), inputs.tensor(vector)];
      return {
        updates: [
          { over: a, by: b },
          { over: b, by: a },
          { over: c, by: add(a, b) },
        ],
        results: [c],
      };
    };
    const compiled = recorder.record(swap).compile();
    const [a, b, c] = [tensor1d([1, 2, 3]), tensor1d([10, 20, 30]), tensor1d([7, 7, 7])];
    const given = compiled.run([a, b, c], []);
    expect(read([a, b, c, ...given])).toEqual([
      [10, 20, 30],
      [1, 2, 3],
      [11, 22, 33],
      [7, 7, 7],
    ]);
    dispose([a, b, c, ...given]);
    compiled.dispose();
  });

  it('memory that grows in between changes nothing', () => {
    const compiled = results((x) => [add(x, x)]);
    const large = zeros([8 << 20]);
    const x = tensor1d([1, 2, 3]);
    const given = compiled.run([x], []);
    expect(read(given)).toEqual([[2, 4, 6]]);
    compiled.dispose();
    dispose([x, large, ...given]);
  });

  it('a product is cut over threads, with the bits of eager', () => {
    const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(i));
    const [a, b] = [tensor(numbers(200 * 300), [200, 300]), tensor(numbers(300 * 150), [300, 150])];
    const compiled = recorder
      .record((inputs) => ({ updates: [], results: [matMul(inputs.tensor(a), inputs.tensor(b))] }))
      .compile();
    expect(compiled.phases.length).toBe(threads === 1 ? 1 : 2);
    const given = compiled.run([a, b], []);
    const wanted = matMul(a, b);
    expect(read(given)).toEqual(read([wanted]));
    dispose([a, b, wanted, ...given]);
    compiled.dispose();
  });

  it('what is gathered by indices that are known is recorded, and refused where they change', () => {
    const places = (of: readonly number[]) => (x: Tensor) => [gather(x, tensor1d([...of], 'int32'))];
    const compiled = results(places([2, 0]));
    const x = tensor1d([1, 2, 3]);
    const given = compiled.run([x], []);
    expect(read(given)).toEqual([[3, 1]]);
    expect(() => results(places([3]))).toThrow('GatherV2: the index value 3 is not in [0, 2]');
    const changing = (y: Tensor, inputs: Inputs) => [gather(y, inputs.tensor({ shape: [2], dtype: 'int32' }))];
    expect(() => results(changing)).toThrow('GatherV2 looks at integers that change');
    compiled.dispose();
    dispose([x, ...given]);
  });

  it('two recordings tell what changed', () => {
    const scaled = (by: number) =>
      recorder.record((inputs) => ({ updates: [], results: [mul(inputs.tensor(vector), by)] }));
    expect(scaled(2).differsFrom(scaled(2))).toBeUndefined();
    expect(scaled(2).differsFrom(scaled(3))).toBe('Multiply reads numbers that change from one step to the next');
    expect(scaled(2).lines()).toEqual(scaled(3).lines());
  });

  it('what cannot be recorded is refused by its name, and the backend in use stays', () => {
    const held = memory();
    const refusal = (make: (x: Tensor) => Tensor[]) => () => results(make);
    expect(refusal((x) => [unique(x).values])).toThrow('Unique of float32 [3] is tfjs');
    expect(refusal((x) => [tensor1d(x.dataSync())])).toThrow('numbers are read back');
    const outside = tensor1d([7]);
    expect(refusal((x) => [mul(x, outside.dataSync()[0]!)])).toThrow('numbers are read back');
    expect([...outside.dataSync()]).toEqual([7]);
    outside.dispose();
    expect(refusal((x) => [cast(x, 'string' as never)])).toThrow();
    expect(getBackend()).toBe('wasm');
    expect(tidy(() => read([add(tensor1d([1]), 1)])[0]) as number[]).toEqual([2]);
    expect(memory()).toEqual(held);
  });
});

it('a backend that nobody has installed has no recorder', () => {
  expect(recorderInUse()).toBeUndefined();
  const undo = declareRecorder('other', {} as Recorder);
  expect(recorderInUse()).toBeUndefined();
  undo();
});
