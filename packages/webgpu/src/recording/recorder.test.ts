import { type Inputs, type Outcome, type Recorder, recorderInUse, Unchanged } from '@kindling/core';
import {
  add,
  cast,
  clone,
  complex,
  conv2d,
  dispose,
  engine,
  expandDims,
  fill,
  getBackend,
  keep,
  matMul,
  memory,
  mul,
  range,
  relu,
  reshape,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
  tensor1d,
  tidy,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { expectNear } from '@tests/kit';
import { countGpu } from '@tests/kit/gpuCounts';
import { beforeAll, expect, test } from 'vitest';
import { onDawn } from '../../testing/onDawn.ts';

onDawn('the recorder', () => {
  let recorder: Recorder;
  beforeAll(() => {
    recorder = recorderInUse()!;
  });

  const vector = { shape: [3], dtype: 'float32' } as const;
  const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(async (each) => [...(await each.data())]));
  /** Of one function of a vector, with nothing updated. */
  const results = (make: (x: Tensor, inputs: Inputs) => Tensor[]) =>
    recorder.record((inputs) => ({ updates: [], results: make(inputs.tensor(vector), inputs) })).compile();
  const held = () => {
    const { numTensors, numDataBuffers } = memory();
    return { numTensors, numDataBuffers, bytes: (memory() as unknown as { numBytesInGPU: number }).numBytesInGPU };
  };

  test('what is recorded is computed when it is run, on what it is given', async () => {
    const before = held();
    const compiled = results((x) => [mul(add(x, x), x), reshape(x, [3, 1])]);
    for (const numbers of [
      [1, 2, 3],
      [-1, 0, 5],
    ]) {
      const x = tensor1d(numbers);
      const given = compiled.run([x], []);
      expect(given.map(({ shape }) => shape)).toEqual([[3], [3, 1]]);
      expect(await read(given)).toEqual([numbers.map((each) => 2 * each * each), numbers]);
      dispose([x, ...given]);
    }
    compiled.dispose();
    expect(held()).toEqual(before);
    expect(getBackend()).toBe('webgpu');
  });

  test('numbers of the host, filled tensors and constants are there', async () => {
    const compiled = results((x, inputs) => {
      const scale = inputs.numbers([], 'float32');
      return [
        add(mul(x, scale), tensor1d([0.5, 0.25, 0])),
        add(zerosLike(x), fill([3], 7)),
        add(x, range(0, 3, 1)),
        expandDims(x, -1),
      ];
    });
    const x = tensor1d([1, 2, 3]);
    for (const scale of [10, 100]) {
      const given = compiled.run([x], [[scale]]);
      expect(await read(given)).toEqual([
        [scale + 0.5, 2 * scale + 0.25, 3 * scale],
        [7, 7, 7],
        [1, 3, 5],
        [1, 2, 3],
      ]);
      dispose(given);
    }
    x.dispose();
    compiled.dispose();
  });

  test('bytes of the host are sent as they are, and become numbers there', async () => {
    const compiled = results((x, inputs) => [
      add(x, inputs.numbers([3], 'float32', true)),
      inputs.numbers([5], 'int32', true),
      cast(inputs.numbers([3], 'bool'), 'int32'),
      inputs.numbers([2], 'int32'),
    ]);
    const x = tensor1d([0.5, 1, 2]);
    for (const bytes of [
      [0, 128, 255],
      [7, 1, 0],
    ]) {
      const write = (into: { set(numbers: readonly number[]): void }) => into.set(bytes);
      const given = compiled.run([x], [write, [...bytes, 3, 4], write, [-5, 70_000]]);
      expect(await read(given)).toEqual([
        [0.5 + bytes[0]!, 1 + bytes[1]!, 2 + bytes[2]!],
        [...bytes, 3, 4],
        bytes,
        [-5, 70_000],
      ]);
      dispose(given);
    }
    x.dispose();
    compiled.dispose();
  });

  test('a tensor that the function holds is read where it is, also after it was read back', async () => {
    const weights = keep(tensor1d([1, 10, 100]));
    const compiled = results((x) => [mul(x, clone(weights))]);
    const x = tensor1d([2, 3, 4]);
    for (let call = 0; call < 2; call++) {
      const given = compiled.run([x], []);
      expect(await read(given)).toEqual([[2, 30, 400]]);
      expect(await read([weights])).toEqual([[1, 10, 100]]);
      dispose(given);
    }
    expect(compiled.isWhole()).toBe(true);
    weights.dispose();
    expect(compiled.isWhole()).toBe(false);
    compiled.dispose();
    x.dispose();
  });

  test('a tensor that the function holds stays as held as it was, and a variable with another value is another one', () => {
    const weights = variable(tensor1d([1, 10, 100]), false);
    const holders = (): number => engine().backend.refCount(weights.dataId);
    const before = holders();
    const product = (x: Tensor) => [matMul(reshape(x, [1, 3]), reshape(weights, [3, 1]))];
    const compiled = results(product);
    expect(holders()).toBe(before);
    expect(compiled.isWhole()).toBe(true);
    const old = clone(weights);
    weights.assign(tensor1d([2, 20, 200]));
    expect(compiled.isWhole()).toBe(false);
    compiled.dispose();
    dispose([weights, old]);
  });

  test('inputs are written over when all is done, also by each other', async () => {
    const before = held();
    const turn = (inputs: Inputs): Outcome => {
      const [a, b, c, d] = [vector, vector, vector, vector].map(inputs.tensor);
      const total = add(a!, b!);
      return {
        updates: [
          { over: a!, by: b! },
          { over: b!, by: a! },
          { over: c!, by: total },
          { over: d!, by: total },
        ],
        results: [c!, total],
      };
    };
    const compiled = recorder.record(turn).compile();
    const live = [tensor1d([1, 2, 3]), tensor1d([10, 20, 30]), tensor1d([7, 7, 7]), tensor1d([8, 8, 8])];
    const first = compiled.run(live, []);
    expect(await read([...live, ...first])).toEqual([
      [10, 20, 30],
      [1, 2, 3],
      [11, 22, 33],
      [11, 22, 33],
      [7, 7, 7],
      [11, 22, 33],
    ]);
    const second = compiled.run(live, []);
    expect(await read([...live, ...second])).toEqual([
      [1, 2, 3],
      [10, 20, 30],
      [11, 22, 33],
      [11, 22, 33],
      [11, 22, 33],
      [11, 22, 33],
    ]);
    dispose([...live, ...first, ...second]);
    compiled.dispose();
    expect(held()).toEqual(before);
  });

  test('numbers that are read while a step writes over them are those of their time', async () => {
    const doubled = (inputs: Inputs): Outcome => {
      const x = inputs.tensor(vector);
      return { updates: [{ over: x, by: add(x, x) }], results: [] };
    };
    const compiled = recorder.record(doubled).compile();
    const x = tensor1d([1, 2, 3]);
    const reads = [];
    for (let step = 0; step < 4; step++) {
      compiled.run([x], []);
      reads.push(x.data());
    }
    compiled.run([x], []);
    expect((await Promise.all(reads)).map(([first]) => first)).toEqual([2, 4, 8, 16]);
    expect(await read([x])).toEqual([[32, 64, 96]]);
    const late = x.data();
    compiled.run([x], []);
    compiled.dispose();
    expect([...(await late)]).toEqual([32, 64, 96]);
    expect(await read([x])).toEqual([[64, 128, 192]]);
    x.dispose();
  });

  test('what fails before anything is sent changes nothing and leaves nothing', async () => {
    const compiled = recorder
      .record((inputs) => {
        const [x, by] = [inputs.tensor(vector), inputs.numbers([], 'float32')];
        return { updates: [{ over: x, by: mul(x, by) }], results: [x] };
      })
      .compile();
    const x = tensor1d([1, 2, 3]);
    dispose(compiled.run([x], [[2]]));
    const before = held();
    const failing = () => {
      throw new Error('no such row');
    };
    const failure = (() => {
      try {
        return compiled.run([x], [failing]);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(Unchanged);
    expect((failure as Unchanged).cause).toMatchObject({ message: 'no such row' });
    expect(held()).toEqual(before);
    const given = compiled.run([x], [[5]]);
    expect(await read([x, ...given])).toEqual([
      [10, 20, 30],
      [2, 4, 6],
    ]);
    dispose([x, ...given]);
    compiled.dispose();
  });

  test('a run is one submit, and makes no buffers and no bind groups once they are there', async () => {
    const compiled = recorder
      .record((inputs) => {
        const [x, rate] = [inputs.tensor(vector), inputs.numbers([], 'float32')];
        return { updates: [{ over: x, by: add(x, mul(sum(x), rate)) }], results: [] };
      })
      .compile();
    const x = tensor1d([1, 2, 3]);
    const steps = (from: number, to: number): void => {
      for (let step = from; step < to; step++) compiled.run([x], [[step]]);
    };
    steps(0, 2);
    const counts = await countGpu(async () => steps(2, 12));
    expect(counts).toEqual({
      dispatches: 30,
      submits: 10,
      writes: 10,
      buffers: 0,
      bindGroups: 0,
      uploadedBytes: 10 * 256,
      reads: 0,
    });
    x.dispose();
    compiled.dispose();
  });

  test('launches that do not wait for each other are one dispatch, when its pipeline is there', async () => {
    const before = held();
    const others = { shape: [70], dtype: 'float32' } as const;
    const compiled = recorder
      .record((inputs) => {
        const [a, b, c] = [
          inputs.tensor(vector),
          inputs.tensor(others),
          inputs.tensor({ shape: [70], dtype: 'int32' }),
        ];
        const [moved, scaled] = [add(a, sum(b)), mul(b, 2)];
        return {
          updates: [
            { over: a, by: moved },
            { over: b, by: scaled },
          ],
          results: [add(c, c), relu(a)],
        };
      })
      .compile();
    const numbers = Array.from({ length: 70 }, (_, i) => i - 30);
    const [a, b, c] = [tensor1d([1, -2, 3]), tensor1d(numbers), tensor1d(numbers, 'int32')];
    const dispatches: number[] = [];
    const wanted = { a: [1, -2, 3], b: numbers };
    for (let step = 0; step < 3; step++) {
      let given: Tensor[] = [];
      const counts = await countGpu(async () => {
        given = compiled.run([a, b, c], []);
      });
      dispatches.push(counts.dispatches);
      expect(counts.submits).toBe(1);
      const results = await read(given);
      expect(results).toEqual([numbers.map((each) => 2 * each), wanted.a.map((each) => Math.max(0, each))]);
      const total = wanted.b.reduce((sum, each) => sum + each, 0);
      wanted.a = wanted.a.map((each) => each + total);
      wanted.b = wanted.b.map((each) => 2 * each);
      expect(await read([a, b])).toEqual([wanted.a, wanted.b]);
      dispose(given);
      if (step === 0) {
        expect(compiled.phases).toHaveLength(5);
        await recorder.settled!();
      }
    }
    expect(dispatches).toEqual([5, 2, 2]);
    expect(compiled.phases.map(({ launches }) => launches.map(({ name }) => name).sort())).toEqual([
      ['Sum'],
      ['Add', 'Add', 'Multiply', 'Relu'],
    ]);
    dispose([a, b, c]);
    compiled.dispose();
    expect(held()).toEqual(before);
  });

  test('a product is that of eager', async () => {
    const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(i));
    const [a, b] = [tensor(numbers(33 * 129), [33, 129]), tensor(numbers(129 * 7), [129, 7])];
    const compiled = recorder
      .record((inputs) => ({ updates: [], results: [matMul(inputs.tensor(a), inputs.tensor(b))] }))
      .compile();
    const given = compiled.run([a, b], []);
    const wanted = matMul(a, b);
    expect(await read(given)).toEqual(await read([wanted]));
    dispose([a, b, wanted, ...given]);
    compiled.dispose();
  });

  test('products and convolutions tell their arithmetic, where it is done', () => {
    const flops = (shapes: readonly (readonly number[])[], make: (...given: Tensor[]) => Tensor): number[] => {
      const compiled = recorder
        .record((inputs) => {
          const given = shapes.map((shape) => inputs.tensor({ shape, dtype: 'float32' }));
          return { updates: [], results: [make(...given)] };
        })
        .compile();
      compiled.dispose();
      return compiled.phases.flatMap(({ launches }) => launches.flatMap((launch) => launch.flops ?? []));
    };
    const wide = [
      [33, 129],
      [129, 7],
    ];
    const turned = [
      [129, 33],
      [7, 129],
    ];
    expect(flops(wide, (a, b) => matMul(a!, b!))).toEqual([2 * 33 * 7 * 129]);
    expect(flops(turned, (a, b) => matMul(a!, b!, true, true))).toEqual([2 * 33 * 7 * 129]);
    expect(flops(wide, (a, b) => add(matMul(a!, b!), 1))).toEqual([2 * 33 * 7 * 129]);
    const pictures = [
      [2, 8, 8, 3],
      [3, 3, 3, 5],
    ] as const;
    expect(flops(pictures, (x, filter) => conv2d(x as Tensor4D, filter as Tensor4D, 2, 'same'))).toEqual([
      2 * (2 * 4 * 4 * 5) * (3 * 3 * 3),
    ]);
  });

  test('floats that lie there as integers are taken, kept and given as floats', async () => {
    const compiled = recorder
      .record((inputs) => {
        const [x, kept] = [inputs.tensor(vector), inputs.tensor(vector)];
        const whole = cast(inputs.tensor({ shape: [3], dtype: 'int32' }), 'float32');
        return { updates: [{ over: kept, by: whole }], results: [add(x, 0.5), whole] };
      })
      .compile();
    const written = recorder
      .record((inputs) => {
        const over = inputs.tensor(vector);
        return { updates: [{ over, by: add(over, 0.5) }], results: [] };
      })
      .compile();
    const x = tidy(() => cast(add(tensor1d([1, 2, 3], 'int32'), tensor1d([1, 1, 1], 'int32')), 'float32'));
    const [kept, whole] = [tensor1d([0.5, 0.5, 0.5]), tensor1d([4, 5, 6], 'int32')];
    const given = compiled.run([x, kept, whole], []);
    const sums = [add(kept, 0.25), add(given[1]!, 0.25)];
    expect(await read([...given, ...sums])).toEqual([
      [2.5, 3.5, 4.5],
      [4, 5, 6],
      [4.25, 5.25, 6.25],
      [4.25, 5.25, 6.25],
    ]);
    for (let run = 0; run < 2; run++) written.run([x], []);
    const more = add(x, 0.25);
    expect(await read([x, more])).toEqual([
      [3, 4, 5],
      [3.25, 4.25, 5.25],
    ]);
    dispose([x, kept, whole, more, ...given, ...sums]);
    for (const each of [compiled, written]) each.dispose();
  });

  test('a copy has the same numbers and shares them with none', async () => {
    const x = tensor1d([1, 2, 3]);
    const copy = recorder.copy(x);
    expect(copy.dataId).not.toBe(x.dataId);
    x.dispose();
    expectNear([...(await copy.data())], [1, 2, 3], 0);
    copy.dispose();
  });

  test('two recordings tell what changed', () => {
    const scaled = (by: number) =>
      recorder.record((inputs) => ({ updates: [], results: [mul(inputs.tensor(vector), by)] }));
    expect(scaled(2).differsFrom(scaled(2))).toBeUndefined();
    expect(scaled(2).differsFrom(scaled(3))).toBe('Multiply reads numbers that change from one step to the next');
    expect(scaled(2).lines()).toEqual(scaled(3).lines());
    const other = recorder.record((inputs) => ({ updates: [], results: [add(inputs.tensor(vector), 2)] }));
    expect(scaled(2).differsFrom(other)).toBe('Multiply is launched otherwise from one step to the next');
  });

  test('what cannot be recorded is refused by its name, and the backend in use stays', async () => {
    const before = held();
    const refusal = (make: (x: Tensor) => Tensor[]) => () => results(make);
    expect(refusal((x) => [tensor1d(x.dataSync())])).toThrow('numbers are read back');
    const outside = tensor1d([7]);
    expect(refusal((x) => [mul(x, outside.dataSync()[0]!)])).toThrow('numbers are read back');
    expect([...outside.dataSync()]).toEqual([7]);
    outside.dispose();
    expect(refusal((x) => [complex(x, x)])).toThrow('a tensor of complex64 is made');
    expect(getBackend()).toBe('webgpu');
    const one = tidy(() => add(tensor1d([1]), 1));
    expect(await read([one])).toEqual([[2]]);
    one.dispose();
    expect(held()).toEqual(before);
  });

  test('a tensor that a recorded function has kept is refused where it is used', () => {
    let kept: Tensor | undefined;
    results((x) => {
      kept = keep(add(x, 1));
      return [x];
    }).dispose();
    expect(() => add(kept!, 1)).toThrow('made while a step was recorded, was kept');
    kept!.dispose();
  });
});
