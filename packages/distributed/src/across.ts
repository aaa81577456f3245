import {
  type Engine,
  optional,
  optionOf,
  positiveNumber,
  readOptions,
  show,
  type World,
  withDefault,
} from '@kindling/core';
import { jit } from '@kindling/jit';
import { createPeers, type Order } from './peers.ts';

export interface AcrossOptions {
  /** What runs the steps of each process. Default: `jit()` of `@kindling/jit`, which compiles them where it can. */
  readonly engine?: Engine | undefined;
  /**
   * How numbers are added: 'tree' gives the same bits for any number of processes and on every network; 'engine' leaves
   * the order to the library, which may be faster. Default: 'tree'.
   */
  readonly order?: Order | undefined;
  /** In seconds: the longest wait for the other processes; then the job ends. Default: the world's. */
  readonly limit?: number | undefined;
}

const orders: readonly Order[] = ['tree', 'engine'];

const table = {
  engine: optional(
    optionOf<Engine>((owner, name, value) => {
      if (typeof value === 'function') return;
      throw new TypeError(`${owner}: ${name} must be an engine, such as jit() of @kindling/jit, got ${show(value)}`);
    }),
  ),
  order: withDefault(
    optionOf<Order>((owner, name, value) => {
      if (orders.includes(value as Order)) return;
      throw new TypeError(`${owner}: ${name} must be 'tree' or 'engine', got ${show(value)}`);
    }),
    'tree',
  ),
  limit: optional(positiveNumber),
};

/**
 * An engine that trains one model with all processes of a world, each with its shards of every batch. Gradients and
 * state are averaged over shards, sums of what is logged are added up; then all take the same update. Every process
 * sees the logs of the whole.
 *
 * With `order: 'tree'` the numbers depend on `shards` and not on how many processes there are: a run on four may go on
 * on one. A world of one process and one shard is the engine itself.
 *
 * Batches are cut by rows: row i of a batch belongs to shard i mod (shards / size), as `shard` of `@kindling/data`
 * deals them. Random keys are folded by shard, so each has dropout of its own; batch normalization sees its shard.
 * `fit`, `evaluate` and `trainOnBatch` are collective: every process calls them, with the same model, options and
 * callbacks. `predict` is local.
 *
 * @throws Error in `fit`, on every process, where one has another model, optimizer, seed, data or backend than rank 0,
 *   and after an epoch where its weights differ: both name the rank
 * @example
 * ```ts
 * import { batch, fromArrays, pipe, shapes, shard, shuffle, prepare, normalize, oneHot } from '@kindling/data';
 * import { across, join } from '@kindling/distributed';
 * import { dense, flatten, input, sequential } from '@kindling/models';
 * import { compile } from '@kindling/train';
 *
 * const world = await join({ shards: 4 });
 * const { train } = await shapes({ train: 64, test: 8 });
 * const rows = pipe(fromArrays(train), shuffle({ seed: 1 }), shard(world), batch(32 / world.size));
 * const training = pipe(rows, prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, 10) })));
 * const net = sequential([input({ shape: [32, 32, 3] }), flatten(), dense({ units: 10, activation: 'softmax' })]);
 * const trainer = compile(net, {
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   seed: 1,
 *   engine: across(world),
 * });
 * await trainer.fit(training, { epochs: 2 });
 * trainer.dispose();
 * world.leave();
 * ```
 */
export const across = (world: World, options: AcrossOptions = {}): Engine => {
  const { engine = jit(), order, limit = world.limit } = readOptions('across', table, options);
  if (world.size === 1 && world.shards === 1) return engine;
  return (program, given) => {
    const peers = createPeers(world, { order, limit });
    const session = engine(program, { ...given, peers });
    if (session.peers === peers) return session;
    session.dispose();
    throw new Error('across: this engine trains alone; an engine must hand its peers to its session, as jit() does');
  };
};
