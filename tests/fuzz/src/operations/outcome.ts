import { add, engine, grads, mul, reshape, setBackend, sum, Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { type Drawn, made, replaced, tensorsIn } from './drawn.ts';
import { exported } from './exported.ts';
import type { Operation } from './operation.ts';

/** A result, read back. */
export interface Result {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number | string>;
}

/** Also of an output that tfjs-core sizes below 0, which cpu gives where it has no numbers anyway. */
const refusals = [
  /^gradient of \w+: tfjs computes it wrongly/,
  /^\w+: (on the wasm backend \w+ must be|the wasm backend has no kernel for)/,
  /^\w+: the padded input must hold a window of .* where the padding is a number/,
];

/** How the wasm backend refuses what it lacks. */
export const isRefusal = ({ message }: Error): boolean => refusals.some((refusal) => refusal.test(message));

export type Outcome = { readonly results: readonly Result[] } | { readonly error: Error };

const tensorsOf = (value: unknown): readonly Tensor[] => {
  if (value instanceof Tensor) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(tensorsOf);
};

const read = (tensor: Tensor): Result => ({
  ...{ dtype: tensor.dtype, shape: tensor.shape },
  values: tensor.dataSync() as ArrayLike<number | string>,
});

const sameValues = (tensor: Tensor, { values, dtype }: Drawn): boolean => {
  if (dtype === 'complex64') return true;
  const now = tensor.dataSync() as ArrayLike<number | string>;
  return values.every((value, at) => Object.is(value, now[at]));
};

/** Calls it with tensors in place of those drawn, each made once. */
const call = ({ name, call: own }: Operation, args: readonly unknown[], make: (drawn: Drawn) => Tensor): unknown => {
  const run = own ?? exported(name);
  const tensors = new Map<Drawn, Tensor>();
  const tensorOf = (drawn: Drawn): Tensor => {
    const known = tensors.get(drawn);
    if (known !== undefined) return known;
    const tensor = drawn.alias === undefined ? make(drawn) : reshape(tensorOf(drawn.alias), [...drawn.shape]);
    tensors.set(drawn, tensor);
    return tensor;
  };
  return run(...(args.map((arg) => replaced(arg, tensorOf)) as never[]));
};

const attempt = async (work: () => readonly Result[] | Promise<readonly Result[]>): Promise<Outcome> => {
  engine().startScope();
  try {
    return { results: await work() };
  } catch (error) {
    return { error: error as Error };
  } finally {
    engine().endScope();
  }
};

/** What it gives, and that it leaves its arguments alone. */
const valuesOf = (operation: Operation, args: readonly unknown[], mustKeep: boolean): Promise<Outcome> =>
  attempt(async () => {
    const given: (readonly [Tensor, Drawn])[] = [];
    const outputs = await call(operation, args, (drawn) => {
      const tensor = made(drawn);
      given.push([tensor, drawn]);
      return tensor;
    });
    const results = tensorsOf(outputs).map(read);
    if (mustKeep && given.some(([tensor, drawn]) => !tensor.isDisposed && !sameValues(tensor, drawn)))
      throw new Error('an argument changed');
    return results;
  });

/** The gradients of its float32 outputs by its float32 arguments, each output weighed by an amount of its own. */
const gradientsOf = (operation: Operation, args: readonly unknown[]): Promise<Outcome> =>
  attempt(() => {
    const all = new Set(tensorsIn(args).map((drawn) => drawn.alias ?? drawn));
    const by = [...all].filter(({ dtype }) => dtype === 'float32');
    const weighed = (...xs: Tensor[]): Tensor => {
      const outputs = tensorsOf(call(operation, args, (drawn) => xs[by.indexOf(drawn)] ?? made(drawn)));
      const sums = outputs
        .filter(({ dtype }) => dtype === 'float32')
        .map((y) =>
          sum(mul(reshape(y, [y.size]), tensor1d(Float32Array.from({ length: y.size }, (_, i) => Math.sin(i + 1))))),
        );
      return sums.reduce((a, b) => add(a, b));
    };
    return grads(weighed)(by.map(made)).map(read);
  });

/** The same of an operation that is linear in its first argument, by what it gives for ones among zeros. */
const slopesOf = (operation: Operation, [x, ...rest]: readonly unknown[]): Promise<Outcome> =>
  attempt(async () => {
    const first = x as Drawn;
    const slopes = await Promise.all(
      first.values.map(async (_, at) => {
        const one = { ...first, from: 'itself', values: first.values.map((_value, i) => Number(i === at)) };
        const [result] = tensorsOf(await call(operation, [one, ...rest], made)).map(read);
        return Array.from(result!.values).reduce<number>((sum, value, i) => sum + Number(value) * Math.sin(i + 1), 0);
      }),
    );
    return [{ dtype: first.dtype, shape: first.shape, values: slopes }];
  });

/** Values, and gradients where they are asked for, on a backend. */
export const outcomesOn = async (
  backend: string,
  operation: Operation,
  args: readonly unknown[],
  withGradients: boolean,
): Promise<readonly Outcome[]> => {
  await setBackend(backend);
  const values = await valuesOf(operation, args, backend !== 'cpu');
  return withGradients && 'results' in values
    ? [values, await (operation.linear && backend === 'cpu' ? slopesOf : gradientsOf)(operation, args)]
    : [values];
};
