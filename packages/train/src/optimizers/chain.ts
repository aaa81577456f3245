import { requireNumber } from '@internal/checks';
import type { Tree } from '@kindling/models';
import { fill, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Schedule } from '../schedules/schedule.ts';
import { mapValues } from '../tensors.ts';
import type { Optimizer } from './optimizer.ts';
import type { Flow, Transform } from './transform.ts';

/** What a chain is called, and how fast it learns. */
export interface ChainOptions {
  readonly kind: string;
  readonly learningRate: number | Schedule;
}

/**
 * An optimizer out of transforms: gradients go through them from left to right, and what comes out is subtracted from the
 * parameters, p ← p - u.
 *
 * The learning rate is one of the numbers that every transform gets; one of them must use it, as `scaleByRate` does.
 *
 * @throws Error when two transforms are of one kind; RangeError when the learning rate is negative or no number.
 * @example
 * ```ts
 * import { chain, clipByNorm, scaleByRate, trace } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'clippedSgd', learningRate: 0.01 }, clipByNorm(1), scaleByRate(), trace({ momentum: 0.9 }));
 * ```
 */
export const chain = ({ kind, learningRate }: ChainOptions, ...transforms: readonly Transform[]): Optimizer => {
  requireDistinct(transforms.map((transform) => transform.kind));
  const rateAt = rates(kind, learningRate);
  return {
    kind,
    learningRate,
    init: (params) =>
      Object.assign({}, ...transforms.map((transform) => flatten(transform.kind, initialSlots(transform, params)))),
    scalars: (step, overrides) => {
      const rate = overrides?.learningRate ?? rateAt(step);
      return Object.assign({}, ...transforms.map((own) => prefixed(own.kind, own.scalars?.(step, rate) ?? {})));
    },
    update: (params, gradients, slots, scalars) => {
      let flow: Flow = { params, updates: gradients };
      const next: Record<string, Tensor> = {};
      for (const transform of transforms) {
        const own = { slots: slotsOf(transform, params, slots), scalars: under(transform.kind, scalars) };
        const after = transform.update(flow, own);
        Object.assign(next, flatten(transform.kind, after.slots ?? {}));
        flow = after;
      }
      return { params: mapValues(flow.params, (param, name) => sub(param, flow.updates[name] as Tensor)), slots: next };
    },
  };
};

/** The rate at each step, checked where it is made: a schedule that runs off gives an error and no NaN. */
const rates = (owner: string, learningRate: number | Schedule): Schedule => {
  if (typeof learningRate !== 'function') {
    requireNumber(owner, 'learningRate', learningRate, 0);
    return () => learningRate;
  }
  return (step) => {
    const rate = learningRate(step);
    requireNumber(owner, `learningRate at step ${step}`, rate, 0);
    return rate;
  };
};

const requireDistinct = (kinds: readonly string[]): void => {
  const twice = kinds.find((kind, i) => kinds.indexOf(kind) !== i);
  if (twice !== undefined) throw new Error(`chain: two transforms are of the kind "${twice}"`);
};

const initialSlots = ({ slots = {} }: Transform, params: Tree): Readonly<Record<string, Tree>> =>
  mapValues(slots, (value) => mapValues(params, ({ shape }) => fill(shape, value)));

const slotsOf = ({ kind, slots = {} }: Transform, params: Tree, all: Tree): Readonly<Record<string, Tree>> =>
  mapValues(slots, (_, slot) => mapValues(params, (_param, name) => all[`${kind}/${slot}/${name}`] as Tensor));

/** `{ m: { 'dense/kernel': t } }` as `{ 'adam/m/dense/kernel': t }`. */
const flatten = (kind: string, slots: Readonly<Record<string, Tree>>): Tree =>
  Object.assign({}, ...Object.entries(slots).map(([slot, tree]) => prefixed(`${kind}/${slot}`, tree)));

const prefixed = <T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}/${name}`, value]));

const under = (prefix: string, tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([name]) => name.startsWith(`${prefix}/`))
      .map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]),
  );
