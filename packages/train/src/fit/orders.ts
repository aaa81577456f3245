// internal: telling callbacks what happens, and doing what they order
import {
  cloneTree,
  closest,
  flag,
  held,
  numberFrom,
  optional,
  readOptions,
  release,
  type Session,
  show,
  unknownName,
} from '@kindling/core';
import type { Orders } from '../callbacks/callback.ts';
import { untilAborted } from './abort.ts';
import type { Hooks, Standing } from './standing.ts';

/** The hooks of one fit, in the order in which they were given, and what they have ordered so far. */
export interface Listeners {
  readonly stopped: boolean;
  readonly learningRate: number | undefined;
  /** Whether any has this hook: events that nobody hears are not made. */
  has(hook: Hook): boolean;
  tell<H extends Hook>(hook: H, event: Parameters<NonNullable<Hooks[H]>>[0]): Promise<void>;
}

const hooks = ['onTrainBegin', 'onEpochBegin', 'onBatchEnd', 'onEpochEnd', 'onSafePoint', 'onTrainEnd'] as const;

type Hook = (typeof hooks)[number];

/**
 * In milliseconds: once training is aborted, a hook may end what it does, such as writing files to a busy disk, so that
 * callbacks agree and a checkpoint can be taken. One that never comes back is not waited for.
 */
export const callbackGrace = 5000;

/** Orders are obeyed in `standing`, which outlives the fit: a rate holds, and kept weights stay, until others come. */
export const createListeners = (
  callbacks: readonly Hooks[],
  session: Session<never, never, unknown>,
  standing: Standing,
  signal?: AbortSignal | undefined,
): Listeners => {
  const { kept } = standing;
  standing.callbacks = callbacks;
  Object.assign(standing, { torn: false, failed: false });
  for (const [callback, weights] of kept) {
    if (callbacks.includes(callback)) continue;
    release(weights);
    kept.delete(callback);
  }

  const obey = (callback: Hooks, { stop, learningRate: rate, keep, restore }: Orders): void => {
    if (stop === true) standing.stopped = true;
    if (rate !== undefined) standing.learningRate = rate;
    if (keep === true) {
      release(kept.get(callback));
      const { params, state } = session.trees;
      kept.set(callback, held({ params: cloneTree(params), state: cloneTree(state) }));
    }
    if (restore === true) {
      const weights = kept.get(callback);
      if (weights === undefined)
        throw new Error(`${nameOf(callback)}: there is nothing to restore; order { keep: true } first`);
      session.restore({ trees: { ...session.trees, ...weights }, steps: session.steps });
    }
  };

  return {
    get stopped() {
      return standing.stopped;
    },
    get learningRate() {
      return standing.learningRate;
    },
    has: (hook) => callbacks.some((callback) => callback[hook] !== undefined),
    tell: async (hook, event) => {
      const keepsStep = hook === 'onSafePoint' || hook === 'onTrainEnd';
      standing.telling = hook !== 'onSafePoint';
      let told = keepsStep;
      try {
        for (const callback of callbacks) {
          const listen = callback[hook] as ((event: unknown) => unknown) | undefined;
          const answer = listen?.call(callback, event);
          // The last hook is waited for whatever happens: it may save.
          const verdict =
            answer instanceof Promise && hook !== 'onTrainEnd'
              ? await untilAborted(answer, signal, callbackGrace)
              : await answer;
          if (hook === 'onSafePoint' && verdict !== undefined)
            throw new Error(`${nameOf(callback)}: onSafePoint comes after all orders; give them in another hook`);
          if (verdict !== undefined) obey(callback, ordersIn(callback, verdict));
        }
        told = true;
      } finally {
        standing.telling = false;
        standing.torn ||= !told;
      }
    },
  };
};

/** Refuses an answer that nothing would come of: `true`, `{ lr: 0.1 }`. */
const ordersIn = (callback: Hooks, verdict: unknown): Orders => {
  if (verdict === 'stop') return { stop: true };
  if (typeof verdict === 'object' && verdict !== null) {
    return readOptions(nameOf(callback), orders, verdict as Orders);
  }
  throw new TypeError(`${nameOf(callback)}: a hook must return nothing, 'stop' or orders, got ${show(verdict)}`);
};

const orders = {
  stop: optional(flag),
  learningRate: optional(numberFrom(0)),
  keep: optional(flag),
  restore: optional(flag),
};

/** Refuses callbacks that would never be called: not a list, `progress` for `progress()`, `onEpochend`. */
const requireCallbacks = (callbacks: unknown): void => {
  if (!Array.isArray(callbacks)) throw new TypeError(`fit: callbacks must be a list, got ${show(callbacks)}`);
  callbacks.forEach((callback: unknown, i) => {
    if (typeof callback !== 'object' || callback === null) {
      const remedy = typeof callback === 'function' ? `; call it: ${callback.name}()` : '';
      throw new TypeError(`fit: callbacks[${i}] must be an object of hooks, got ${show(callback)}${remedy}`);
    }
    const unknown = Object.keys(callback).find((key) => /^on[A-Z]/.test(key) && !hooks.some((hook) => hook === key));
    if (unknown !== undefined) throw unknownName('fit', `hook in callbacks[${i}]`, unknown, hooks);
    const { monitor } = callback as Hooks;
    if (monitor !== undefined && typeof monitor !== 'string')
      throw new TypeError(`fit: callbacks[${i}].monitor must be the name of a log, got ${show(monitor)}`);
    for (const hook of [...hooks, 'state', 'resume'] as const) {
      const listen: unknown = (callback as Hooks)[hook];
      if (listen !== undefined && typeof listen !== 'function')
        throw new TypeError(`fit: callbacks[${i}].${hook} must be a function, got ${show(listen)}`);
    }
  });
};

/** Refuses what is not a list of callbacks, and a callback that watches what the run does not log. */
export const requireMonitored = (callbacks: readonly Hooks[], names: readonly string[], validated: boolean): void => {
  requireCallbacks(callbacks);
  const logged = [...names, ...(validated ? names.map((name) => `validation.${name}`) : [])];
  for (const callback of callbacks) {
    const { monitor } = callback;
    if (monitor === undefined || logged.includes(monitor)) continue;
    const near = closest(monitor.replace(/^val[_.]/, 'validation.'), logged);
    const meant = near === undefined ? '.' : `; did you mean "${near}"?`;
    const remedy = /^val/.test(monitor) && !validated ? '. Nothing is validated: give fit { validation }' : '';
    throw new Error(
      `fit: ${nameOf(callback)} watches "${monitor}", which this run does not log${meant} It logs ${logged.join(', ')}${remedy}`,
    );
  }
};

/** How errors and checkpoints call a callback. */
export const nameOf = (callback: Hooks): string => callback.name ?? 'callback';
