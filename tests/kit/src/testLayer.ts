import { neededGradients, registerGradients } from '@kindling/core';
import { memory, mul, type Scalar, sum, Tensor, tensor, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBackends, useBackend } from './backends.ts';
import { draws } from './draws.ts';

type Tensors = Readonly<Record<string, Tensor>>;
type Slots = Readonly<Record<string, { readonly shape: readonly (number | null)[] } | undefined>>;

interface LayerLike {
  readonly config: object;
  params(shape: unknown): Slots;
  state(shape: unknown): Slots;
  output(shape: unknown): unknown;
  call(io: object): { readonly y: unknown; readonly state: Tensors };
  toJSON(): unknown;
}

export interface LayerConformance<Options> {
  readonly options: Options;
  /** The shapes that it reads, with a batch; more than one for a layer that reads a list. */
  readonly reads: readonly (readonly number[])[];
  /** The shape that it gives, with the batch. */
  readonly gives: readonly number[];
  /** The backends that can train it. Default: all. */
  readonly on?: readonly (typeof testBackends)[number][];
}

const step = 2 ** -7;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Numbers of either sign, none nearer to 0 than a step goes, where a rectifier has no derivative. */
const signed = (seed: number, size: number): readonly number[] => {
  const draw = draws(seed);
  return Array.from({ length: size }, () => (draw() < 0.5 ? -1 : 1) * (0.2 + draw()));
};

/** What a call may draw from: the same numbers for the same seed. */
const key = (seed: number): object => {
  const draw = draws(seed);
  const filled = (shape: readonly number[]) => tensor(Array.from({ length: sizeOf(shape) }, draw), [...shape]);
  return { uniform: filled, normal: filled, fold: (data: number) => key(seed + data + 1) };
};

/** The shape per sample, or the list of such. */
const perSample = (shapes: readonly (readonly number[])[]): unknown => {
  const [first, ...others] = shapes.map((shape) => shape.slice(1));
  return others.length === 0 ? first : [first, ...others];
};

/**
 * What every layer owes, in training and in inference, on every backend that can train it: the shape and dtype that it
 * declares, for any batch; a configuration that makes it again; the gradient that small steps measure; inputs,
 * parameters and state left alone; the same output for the same key; no tensor left behind.
 */
export const testLayer = <Options>(
  name: string,
  make: (options: Options) => LayerLike,
  { options, reads, gives, on = testBackends }: LayerConformance<Options>,
): void => {
  const layer = make(options);
  const shape = perSample(reads);

  /** Numbers for every input, parameter and state; those of a weight are positive, as a variance is. */
  const numbers = (slots: Slots) =>
    Object.entries(slots).flatMap(([slot, place], i) => {
      if (place === undefined) return [];
      const lengths = place.shape as readonly number[];
      return { slot, shape: lengths, values: signed(i + 50, sizeOf(lengths)).map(Math.abs) };
    });
  const inputs = reads.map((lengths, i) => ({ shape: lengths, values: signed(i + 1, sizeOf(lengths)) }));
  const params = numbers(layer.params(shape));
  const state = numbers(layer.state(shape));
  const weights = signed(99, sizeOf(gives));

  const tensorOf = (numbers: { readonly shape: readonly number[]; readonly values: readonly number[] }) =>
    tensor([...numbers.values], [...numbers.shape], 'float32');
  const record = (places: readonly { readonly slot: string }[], tensors: readonly Tensor[]): Tensors =>
    Object.fromEntries(places.map(({ slot }, i) => [slot, tensors[i]!]));

  /** The call on inputs followed by parameters. */
  const call = (made: LayerLike, given: readonly Tensor[], stateTensors: readonly Tensor[], training: boolean) => {
    const xs = given.slice(0, reads.length);
    return made.call({
      params: record(params, given.slice(reads.length)),
      state: record(state, stateTensors),
      x: reads.length === 1 ? xs[0] : xs,
      training,
      random: key(7),
      frozen: false,
    }) as { readonly y: Tensor; readonly state: Tensors };
  };
  const fresh = () => ({ given: [...inputs, ...params].map(tensorOf), states: state.map(tensorOf) });
  /** The output and the next state as numbers. */
  const read = async (made: LayerLike, training: boolean): Promise<readonly unknown[]> => {
    const out = tidy(() => {
      const { given, states } = fresh();
      const { y, state: next } = call(made, given, states, training);
      return [y, ...Object.values(next)];
    });
    return Promise.all(out.map((each) => each.array()));
  };

  describe.each(on)(`${name} on %s`, (backend) => {
    let undo = () => {};
    beforeAll(async () => {
      await useBackend(backend);
      undo = registerGradients(neededGradients);
    });
    afterAll(async () => {
      undo();
      await useBackend('cpu');
    });

    describe.each([
      ['in training', true],
      ['in inference', false],
    ])('%s', (_mode, training) => {
      test('gives the shape and dtype that it declares, and the whole next state', () => {
        expect(layer.output(shape)).toEqual(gives.slice(1));
        const { given, states } = fresh();
        const { y, state: next } = call(layer, given, states, training);
        expect(y).toBeInstanceOf(Tensor);
        expect([y.shape, y.dtype]).toEqual([gives, 'float32']);
        expect(Object.values(next).map((each) => [each.shape, each.dtype])).toEqual(
          state.map((place) => [place.shape, 'float32']),
        );
        expect(Object.keys(next)).toEqual(state.map(({ slot }) => slot));
      });

      test('is made again from its JSON', async () => {
        const { config } = JSON.parse(JSON.stringify(layer));
        const again = make(config);
        expect(again.toJSON()).toEqual(layer.toJSON());
        expect(await read(again, training)).toEqual(await read(layer, training));
      });

      test('has the gradient that small steps measure', async () => {
        const measured = [...inputs, ...params];
        const weighed = (given: readonly Tensor[]): Scalar =>
          sum(mul(call(layer, given, state.map(tensorOf), training).y, tensor([...weights], [...gives])));
        const at = async (which: number, element: number, by: number): Promise<number> => {
          const moved = measured.map(({ values, ...rest }, i) => ({
            ...rest,
            values: values.map((value, j) => (i === which && j === element ? value + by : value)),
          }));
          const [value = Number.NaN] = await tidy(() => weighed(moved.map(tensorOf))).data();
          return value;
        };
        const { grads } = tidy(() => valueAndGrads((...given: Tensor[]) => weighed(given))(measured.map(tensorOf)));
        for (const [which, { values, shape: lengths }] of measured.entries()) {
          expect(grads[which]!.shape).toEqual(lengths);
          const gradient = await grads[which]!.data();
          for (const element of values.keys()) {
            const near = (await at(which, element, step)) - (await at(which, element, -step));
            const far = (await at(which, element, 2 * step)) - (await at(which, element, -2 * step));
            const slope = (8 * near - far) / (12 * step);
            const error = Math.abs(gradient[element]! - slope) / (1 + Math.abs(slope));
            expect(error, `tensor ${which}, element ${element}: ${gradient[element]} for ${slope}`).toBeLessThan(1e-3);
          }
        }
      });

      test('leaves what it reads as it was, and repeats itself', async () => {
        const { given, states } = fresh();
        const before = await Promise.all([...given, ...states].map((each) => each.array()));
        const first = await call(layer, given, states, training).y.array();
        expect(await call(layer, given, states, training).y.array()).toEqual(first);
        expect(await Promise.all([...given, ...states].map((each) => each.array()))).toEqual(before);
      });

      test('keeps no tensor', () => {
        const before = memory().numTensors;
        tidy(() => {
          const { given, states } = fresh();
          call(layer, given, states, training);
        });
        expect(memory().numTensors).toBe(before);
      });
    });
  });
};
