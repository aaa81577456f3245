import { mapValues, type Option, partOf, prefixed, readOptions, requireNumber, text } from '@kindling/core';
import type { Tree } from '@kindling/models';
import { fill, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Schedule } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';
import type { Transform, TransformFinish, TransformFlow, TransformOwn } from './transform.ts';

/** What a chain is called, and how fast it learns. */
export interface ChainOptions {
  /** What errors call it: `adam`. Required. */
  readonly kind: string;
  /** The rate, a number of at least 0, or a schedule. Required. */
  readonly learningRate: number | Schedule;
}

/** Checked below, in the name of the chain's kind. */
const anyRate: Option<number | Schedule> = { read: (_owner, _name, value) => value as number | Schedule };

const table = { kind: text, learningRate: anyRate };

/**
 * An optimizer out of transforms: gradients go through them from left to right, and what comes out is subtracted from
 * the parameters, p ← p - u.
 *
 * The learning rate is one of the numbers that every transform gets; one of them must use it, as `scaleByRate` does.
 *
 * @throws Error for an unknown option, and when two transforms are of one kind; RangeError when the learning rate is
 * negative or no number.
 * @example
 * ```ts
 * import { chain, clipByNorm, scaleByRate, trace } from '@kindling/train';
 *
 * const optimizer = chain(
 *   { kind: 'clippedSgd', learningRate: 0.01 },
 *   clipByNorm(1),
 *   scaleByRate(),
 *   trace({ momentum: 0.9 }),
 * );
 * ```
 */
export const chain = (options: ChainOptions, ...transforms: readonly Transform[]): Optimizer => {
  const { kind, learningRate } = readOptions('chain', table, options);
  requireDistinct(transforms.map((transform) => transform.kind));
  const rateAt = rates(kind, learningRate);
  const links = transforms.map(link);
  const last = links.pop() ?? link(nothing);
  return {
    kind,
    learningRate,
    config: transforms.map((transform) => ({ kind: transform.kind, ...transform.config })),
    init: (params) =>
      Object.assign({}, ...[...links, last].map((each) => flatten(each, initialSlots(each.transform, params)))),
    scalars: (step, overrides) => {
      const rate = overrides?.learningRate ?? rateAt(step);
      return Object.assign({}, ...transforms.map((own) => prefixed(own.kind, own.scalars?.(step, rate) ?? {})));
    },
    update: (params, gradients, slots, scalars, { inPlace = false } = {}) => {
      const ownOf = (each: Link): TransformOwn => ({
        slots: slotsOf(each, params, slots),
        scalars: partOf(each.transform.kind, scalars),
      });
      const next: Record<string, Tensor> = {};
      let flow: TransformFlow = { params, updates: gradients };
      for (const each of links) {
        const after = each.transform.update(flow, ownOf(each));
        Object.assign(next, flatten(each, after.slots ?? {}));
        flow = after;
      }
      const own = ownOf(last);
      const end = last.transform.finish?.(flow, own, inPlace) ?? descend(last.transform.update(flow, own));
      return { params: end.params, slots: Object.assign(next, flatten(last, end.slots)) };
    },
  };
};

/** A transform in its chain: `names.m('dense/kernel')` is `adam/m/dense/kernel`. */
interface Link {
  readonly transform: Transform;
  readonly names: Readonly<Record<string, (param: string) => string>>;
}

const link = (transform: Transform): Link => ({
  transform,
  names: mapValues(transform.slots ?? {}, (_, slot) => naming(`${transform.kind}/${slot}`)),
});

/** Each name is made once: what is made anew at each step is hashed anew at each look-up. */
const naming = (prefix: string): ((name: string) => string) => {
  const made = new Map<string, string>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    made.set(name, `${prefix}/${name}`);
    return `${prefix}/${name}`;
  };
};

/** All that a chain without transforms does before p ← p - u. */
const nothing: Transform = { kind: 'nothing', update: (flow) => flow };

/** p ← p - u */
const descend = ({ params, updates, slots = {} }: ReturnType<Transform['update']>): TransformFinish => ({
  params: mapValues(params, (param, name) => sub(param, updates[name] as Tensor)),
  slots,
});

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

const slotsOf = ({ names }: Link, params: Tree, all: Tree): Readonly<Record<string, Tree>> =>
  mapValues(names, (nameOf) => mapValues(params, (_param, name) => all[nameOf(name)] as Tensor));

/** `{ m: { 'dense/kernel': t } }` as `{ 'adam/m/dense/kernel': t }`. */
const flatten = ({ names }: Link, slots: Readonly<Record<string, Tree>>): Tree =>
  Object.fromEntries(
    Object.entries(names).flatMap(([slot, nameOf]) =>
      Object.entries(slots[slot] ?? {}).map(([name, tensor]) => [nameOf(name), tensor]),
    ),
  );
