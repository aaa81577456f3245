import { type OptionTable, type ResolvedOptions, readOptions, show } from '@kindling/core';
import { cast, Tensor } from '@tensorflow/tfjs-core';
import { callable } from '../graph/draw.ts';
import { layerSpec } from '../spec/toSpec.ts';
import { layerLine } from './inspected.ts';
import type { CommonOptions, Layer, LayerCall, SlotTensors } from './layer.ts';
import { commonOf, requireName, requireOptions } from './options.ts';
import { requireOne } from './requireOne.ts';
import type { Slots } from './slots.ts';
import type { FormOf, Logits, Shape, Tree } from './types.ts';

/**
 * What a definition's `call` gives: the output; with state, the next state too; and the logits under a softmax or
 * sigmoid.
 */
export type LayerResult<S> = [keyof S] extends [never]
  ? Tensor | { readonly y: Tensor; readonly logits?: Logits | undefined }
  : { readonly y: Tensor; readonly state: SlotTensors<S>; readonly logits?: Logits | undefined };

/**
 * A layer's configuration with its defaults filled in: those of the option table, or of `defaults` where there is none.
 */
export type LayerConfig<C, D, O> =
  O extends OptionTable<C>
    ? ResolvedOptions<C, O>
    : Readonly<Omit<C, keyof D> & { [K in keyof D & keyof C]-?: Exclude<C[K], undefined> }>;

/**
 * A kind of layer: data and pure functions of that data. Shapes are per sample, without the batch axis. Types are
 * inferred from top to bottom, so the members keep this order.
 */
export interface LayerDefinition<
  C extends object,
  X,
  O extends OptionTable<C> | undefined,
  D extends Partial<C>,
  P extends Slots,
  S extends Slots,
> {
  /** The name by which `fromJSON` finds the layer, and from which its own name is made. */
  readonly kind: string;
  /** Every option with its check and its default; others are refused. */
  readonly options?: O;
  /** In place of a table: what an option is where it was not given. Then no option is checked or refused. */
  readonly defaults?: D;
  /** Refuses a configuration by a rule that is about several options, with owner, rule and value. */
  check?(config: LayerConfig<C, D, O>): void;
  /** The parameters for an input shape; none by default. */
  params?(config: LayerConfig<C, D, O>, shape: FormOf<X, Shape>): P;
  /** What the layer carries from step to step beside its parameters; nothing by default. */
  state?(config: LayerConfig<C, D, O>, shape: FormOf<X, Shape>): S;
  /** The output's shape; by default that of the input. */
  output?(config: LayerConfig<C, D, O>, shape: FormOf<X, Shape>): Shape;
  /** The output, float32, for `x`, cast to float32: a pure function of all that it is given. */
  call(config: LayerConfig<C, D, O>, io: LayerCall<P, S, X>): LayerResult<S>;
}

/** Makes layers of one kind; without an argument where no option is required. */
export interface LayerFactory<C, X = Tensor> {
  (...options: {} extends C ? [options?: C & CommonOptions] : [options: C & CommonOptions]): Layer<X>;
  readonly kind: string;
}

const float = (x: Tensor): Tensor => (x.dtype === 'float32' ? x : cast(x, 'float32'));

const none: Tree = Object.freeze({});

/** Records are for models: a layer reads a tensor or a list of them. */
const requireNoRecord = (owner: string, shape: unknown): void => {
  if (Array.isArray(shape)) return;
  throw new TypeError(
    `${owner}: it reads a tensor, or a list of them, got ${show(shape)}; call it on one of these by its name, or on a list`,
  );
};

type Answer = { readonly y: Tensor; readonly state?: Tree; readonly logits?: Logits | undefined };

/**
 * Makes a kind of layer: `defineLayer<Options>()({ kind, options, check, params, state, output, call })`. Options,
 * parameters and state are typed from the definition. A layer that reads several tensors is
 * `defineLayer<Options, readonly Tensor[]>()`.
 *
 * @returns a factory like `dense`: called with its options it gives a layer
 * @throws RangeError for a kind that cannot be a name; the factory throws for an unknown option and for what `check`
 *   refuses
 * @example
 * ```ts
 * import { finiteNumber } from '@kindling/core';
 * import { defineLayer, input, sequential } from '@kindling/models';
 * import { mul } from '@tensorflow/tfjs-core';
 *
 * const scale = defineLayer<{ by: number }>()({
 *   kind: 'scale',
 *   options: { by: finiteNumber },
 *   call: ({ by }, { x }) => mul(x, by),
 * });
 * const model = sequential([input({ shape: [3] }), scale({ by: 2 })]);
 * ```
 */
export const defineLayer =
  <C extends object = {}, X extends Tensor | readonly Tensor[] = Tensor>() =>
  <
    O extends OptionTable<C> | undefined = undefined,
    D extends Partial<C> = {},
    P extends Slots = {},
    S extends Slots = {},
  >(
    definition: LayerDefinition<C, X, O, D, P, S>,
  ): LayerFactory<C, X> => {
    const { kind } = definition;
    requireName('defineLayer', kind, 'kind');

    const make = (config: LayerConfig<C, D, O>, common: CommonOptions): Layer<X> => {
      const members: Pick<Layer<X>, keyof Layer<X>> = {
        kind,
        config,
        name: common.name,
        frozen: common.trainable === false,
        with: (next) => make(config, { ...common, ...commonOf(kind, next) }),
        params: (shape) => definition.params?.(config, shape) ?? {},
        state: (shape) => definition.state?.(config, shape) ?? {},
        output: (shape) => {
          requireNoRecord(kind, shape);
          return definition.output?.(config, shape) ?? requireOne(kind, shape);
        },
        call: (io) => {
          const x = (Array.isArray(io.x) ? io.x.map(float) : float(io.x as Tensor)) as X;
          const result = definition.call(config, { ...(io as LayerCall<P, S, X>), x }) as Tensor | Answer;
          return result instanceof Tensor ? { y: result, state: none } : { state: none, ...result };
        },
        toJSON: () => layerSpec(kind, common, config),
      };
      return callable(members, () => layerLine(kind, common, config)) as Layer<X>;
    };

    const table = definition.options as (OptionTable<C> & {}) | undefined;
    const plain = (options: object): object => {
      const present = Object.entries(options).filter(([, value]) => value !== undefined);
      return Object.freeze({ ...definition.defaults, ...Object.fromEntries(present) });
    };

    return Object.assign(
      (...[given = {}]: [CommonOptions?]): Layer<X> => {
        requireOptions(kind, given, table && [...Object.keys(table), 'name', 'trainable']);
        const { name, trainable, ...options } = given;
        const config = (
          table
            ? readOptions(kind, table as Parameters<typeof readOptions<C, OptionTable<C>>>[1], options as C)
            : plain(options)
        ) as LayerConfig<C, D, O>;
        definition.check?.(config);
        return make(config, commonOf(kind, { name, trainable }));
      },
      { kind },
    );
  };
