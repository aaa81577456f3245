// internal: tfjs's own optimizer `train.adam`, updated by one kernel
import { Adam, offers, runAdam } from '@kindling/core';
import { AdamOptimizer, engine, scalar, type Tensor, tidy, type Variable, zerosLike } from '@tensorflow/tfjs-core';

type Gradients = Parameters<AdamOptimizer['applyGradients']>[0];

interface Moment {
  readonly originalName: string;
  readonly variable: Variable;
}

/** What tfjs keeps to itself of the class. */
interface Insides {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly accBeta1: Variable;
  readonly accBeta2: Variable;
  readonly accumulatedFirstMoment: (Moment | undefined)[];
  readonly accumulatedSecondMoment: (Moment | undefined)[];
  incrementIterations(): void;
}

/** One variable on its way through the update. */
interface Entry {
  readonly value: Variable;
  readonly gradient: Tensor;
  readonly m: Variable;
  readonly v: Variable;
}

/**
 * Has `AdamOptimizer` of tfjs-core do its update by `KindlingAdam`, one pass over memory in the place of a dozen
 * operations for each variable; in the same variables, so that a saved optimizer is the same. Where the backend in use
 * has no such kernel it does as before.
 *
 * @returns The undo.
 */
export const patchAdamOptimizer = (): (() => void) => {
  const { prototype } = AdamOptimizer;
  const { applyGradients } = prototype;
  const patched = function (this: AdamOptimizer, gradients: Gradients): void {
    const entries = offers(Adam) ? entriesOf(this as unknown as Insides, gradients) : undefined;
    if (entries === undefined) applyGradients.call(this, gradients);
    else update(this as unknown as Insides, entries);
  };
  prototype.applyGradients = patched;
  return () => {
    if (prototype.applyGradients === patched) prototype.applyGradients = applyGradients;
  };
};

/** Undefined where not all of it is float32. */
const entriesOf = (optimizer: Insides, gradients: Gradients): readonly Entry[] | undefined => {
  const named = Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);
  const entries = named.flatMap(([name, gradient], i): Entry[] => {
    const value = engine().registeredVariables[name]!;
    const moment = (moments: (Moment | undefined)[], suffix: string): Variable => {
      moments[i] ??= { originalName: `${name}/${suffix}`, variable: tidy(() => zerosLike(value).variable(false)) };
      return moments[i].variable;
    };
    const m = moment(optimizer.accumulatedFirstMoment, 'm');
    const v = moment(optimizer.accumulatedSecondMoment, 'v');
    return gradient == null ? [] : [{ value, gradient, m, v }];
  });
  const isFloat = ({ value, gradient }: Entry): boolean => value.dtype === 'float32' && gradient.dtype === 'float32';
  return entries.every(isFloat) ? entries : undefined;
};

/**
 * tfjs's m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², p ← p - η m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε), with both
 * corrections taken into the rate α and into ε.
 */
const update = (optimizer: Insides, entries: readonly Entry[]): void => {
  const { learningRate, beta1, beta2, epsilon, accBeta1, accBeta2 } = optimizer;
  tidy(() => {
    const powers = [accBeta1, accBeta2].map((power) => power.dataSync<'float32'>()[0]!) as [number, number];
    const deviation = Math.sqrt(1 - powers[1]);
    // Before the update: what is made after it must not fail.
    const nextPowers = [scalar(powers[0] * beta1), scalar(powers[1] * beta2)] as const;
    const next = runAdam(
      {
        scalars: {
          beta1: scalar(beta1),
          beta2: scalar(beta2),
          alpha: scalar((learningRate * deviation) / (1 - powers[0])),
          epsilon: scalar(epsilon * deviation),
        },
        params: entries.map(({ value }) => value),
        gradients: entries.map(({ gradient }) => gradient),
        m: entries.map(({ m }) => m),
        v: entries.map(({ v }) => v),
      },
      { first: 1 - beta1, second: 1 - beta2, inPlace: true },
    );
    entries.forEach(({ value, m, v }, i) => {
      m.assign(next.m[i]!);
      v.assign(next.v[i]!);
      value.assign(next.params[i]!);
    });
    accBeta1.assign(nextPowers[0]);
    accBeta2.assign(nextPowers[1]);
  });
  optimizer.incrementIterations();
};
