import { functionOption, release, tensorsIn } from '@kindling/core';
import { engine, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { begin } from '../dataset/begin.ts';
import { dataset, type Stage } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';

/**
 * Every element made over by `f`, which may be async.
 *
 * Tensors of the element that are absent from the result are disposed of, and so is what a synchronous `f` made on the
 * way: it needs no `tidy` of its own. Should `f` throw, all of these are freed and the pass ends with its error. An
 * async `f` frees what it makes after its first `await` by itself.
 *
 * @throws TypeError unless `f` is a function
 * @example
 * ```ts
 * import { batch, fromArrays, map, normalize, oneHot, pipe, shapes } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * pipe(fromArrays(train), batch(32), map(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) })));
 * ```
 */
export const map = <A, B>(f: (element: A) => B | Promise<B>): Stage<A, B> => {
  functionOption().read('map', 'f', f);
  return (source) => {
    requireDataset('map', source);
    return dataset({
      size: source.size,
      async *iterate(place) {
        for await (const element of begin(source, place)) yield await made(f, element);
      },
    });
  };
};

const made = async <A, B>(f: (element: A) => B | Promise<B>, element: A): Promise<B> => {
  const given = tensorsIn(element);
  const kept = new Set<Tensor>();
  try {
    const result = await inScope(f, element);
    for (const tensor of tensorsIn(result)) kept.add(tensor);
    return result;
  } finally {
    release(given.filter((tensor) => !kept.has(tensor)));
  }
};

/**
 * Runs `f`; of what it made only the result outlives it. Of an async `f` only the beginning has run: what that made
 * stays.
 */
const inScope = <A, B>(f: (element: A) => B | Promise<B>, element: A): B | Promise<B> => {
  let result: { readonly value: B | Promise<B> } | undefined;
  tidy(() => {
    result = { value: f(element) };
    return result.value instanceof Promise ? [...engine().state.activeScope.track] : [...tensorsIn(result.value)];
  });
  return result!.value;
};
