import { mapValues, tidied } from '@kindling/core';
import type { Tree } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What a chain hands from transform to transform: flat records with one tensor a parameter. */
export interface TransformFlow {
  readonly params: Tree;
  /** Gradients at first; at last, what is subtracted from the parameters. */
  readonly updates: Tree;
}

/** What a transform has of its own in a step: running tensors by slot and parameter, and the step's numbers. */
export interface TransformOwn {
  readonly slots: Readonly<Record<string, Tree>>;
  readonly scalars: Tree;
}

/**
 * One part of an optimizer, to be put in a `chain`: a pure function on what flows through.
 * `perParameter` writes one where parameters do not look at each other.
 */
export interface Transform {
  /** Its name, under which its slots and scalars are kept: a chain holds no two of a kind. */
  readonly kind: string;
  /** Its options that `scalars` does not show, as plain data. Default: none. */
  readonly config?: object | undefined;
  /** What it carries from step to step: one tensor like each parameter, filled at first with this number. */
  readonly slots?: Readonly<Record<string, number>> | undefined;
  /**
   * This step's numbers, worked out on the host in float64; `step` counts from 0. Constants may be among them: a plain
   * number is sent to the device by every operation that it is in, a scalar once a step.
   */
  readonly scalars?: ((step: number, learningRate: number) => Readonly<Record<string, number>>) | undefined;
  /** What flows on, and the next slots. */
  readonly update: (flow: TransformFlow, own: TransformOwn) => TransformFlow & Partial<Pick<TransformOwn, 'slots'>>;
  /**
   * The same as `update` and then p ← p - u, in one, where the backend has a kernel for that; undefined where it has
   * none. A chain asks its last transform. `inPlace` is that of `Optimizer.update`.
   */
  readonly finish?:
    | ((flow: TransformFlow, own: TransformOwn, inPlace: boolean) => TransformFinish | undefined)
    | undefined;
}

/** The next parameters and slots. */
export interface TransformFinish extends Pick<TransformFlow, 'params'>, Pick<TransformOwn, 'slots'> {}

/** One parameter on its way through a transform. */
export interface ParameterFlow<Slot extends string, Scalar extends string> {
  readonly param: Tensor;
  readonly update: Tensor;
  readonly slots: Readonly<Record<Slot, Tensor>>;
  readonly scalars: Readonly<Record<Scalar, Tensor>>;
}

/** What became of it; what is left out goes on as it was. */
export interface ParameterResult<Slot extends string> {
  readonly param?: Tensor;
  readonly update?: Tensor;
  readonly slots?: Readonly<Record<Slot, Tensor>>;
}

/** A transform of each parameter by itself; slots and scalars are typed by their definition, in this order. */
export interface PerParameter<Slot extends string, Scalar extends string> {
  readonly kind: string;
  readonly config?: object | undefined;
  readonly slots?: Readonly<Record<Slot, number>>;
  readonly scalars?: (step: number, learningRate: number) => Readonly<Record<Scalar, number>>;
  readonly update: (passing: ParameterFlow<Slot, Scalar>) => ParameterResult<Slot>;
}

/**
 * A transform that treats each parameter by itself.
 *
 * @example
 * ```ts
 * import { chain, perParameter, scaleByRate } from '@kindling/train';
 * import { sign } from '@tensorflow/tfjs-core';
 *
 * // signSGD, arXiv:1802.04434
 * const takeSign = perParameter({ kind: 'takeSign', update: ({ update }) => ({ update: sign(update) }) });
 * const optimizer = chain({ kind: 'signSGD', learningRate: 0.01 }, takeSign, scaleByRate());
 * ```
 */
export const perParameter = <Slot extends string = never, Scalar extends string = never>({
  kind,
  config,
  slots: initial,
  scalars: numbers,
  update,
}: PerParameter<Slot, Scalar>): Transform => ({
  kind,
  config,
  slots: initial,
  scalars: numbers,
  update: ({ params, updates }, { slots, scalars }) => {
    const passed = mapValues(params, (param, name) =>
      tidied(() =>
        update({
          param,
          update: updates[name] as Tensor,
          slots: mapValues(slots, (tree) => tree[name]) as Record<Slot, Tensor>,
          scalars: scalars as Record<Scalar, Tensor>,
        }),
      ),
    );
    return {
      params: mapValues(params, (param, name) => passed[name]?.param ?? param),
      updates: mapValues(updates, (before, name) => passed[name]?.update ?? before),
      slots: mapValues(slots, (tree, slot) =>
        mapValues(tree, (before, name) => passed[name]?.slots?.[slot as Slot] ?? before),
      ),
    };
  },
});
