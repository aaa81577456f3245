import { adam, adamW, type Optimizer, rmsprop, sgd } from '@kindling/train';
import { scalar, slice, squeeze, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { differenceOfAll, type Golden, readNumbers, tensorOf, tensorsOf, worst } from './golden.ts';
import { type NamedSchedule, scheduleOf } from './schedules.ts';

type Goldens = Readonly<Record<'kernel' | 'bias', Golden>>;

export interface OptimizerCase {
  readonly name: string;
  readonly optimizer: keyof typeof optimizers;
  readonly options: { readonly learningRate?: number | NamedSchedule };
  /** The parameters after this many steps. */
  readonly seen: readonly (Goldens & { readonly step: number })[];
}

const numbers = readNumbers<{ params: Goldens; gradients: Goldens; cases: OptimizerCase[] }>('optimizers');

export const optimizerCases = numbers.cases;

const optimizers = { sgd, adam, adamW, rmsprop };

const optimizerOf = ({ optimizer, options }: OptimizerCase): Optimizer => {
  const { learningRate: rate, ...others } = options;
  const learningRate = typeof rate === 'object' ? scheduleOf(rate) : rate;
  return optimizers[optimizer]({ ...others, ...(learningRate === undefined ? {} : { learningRate }) });
};

const map = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));

/** How far the parameters are from Keras's, at the worst of the steps that were looked at. */
export const measureOptimizer = async (optimizerCase: OptimizerCase): Promise<number> => {
  const { init, scalars, update } = optimizerOf(optimizerCase);
  const gradients = map(numbers.gradients, tensorOf);
  const at = (all: Tensor, step: number): Tensor =>
    squeeze(slice(all, [step, ...all.shape.slice(1).map(() => 0)], [1, ...all.shape.slice(1)]), [0]);
  let params = tensorsOf(numbers.params);
  let slots: Readonly<Record<string, Tensor>> = init(params);
  const differences: number[] = [];
  for (let step = 0; step < optimizerCase.seen.at(-1)!.step; step++) {
    const next = tidy(() => {
      const { params: p, slots: s } = update(
        params,
        map(gradients, (all) => at(all, step)),
        slots,
        map(scalars(step), (value) => scalar(value)),
      );
      return { params: { ...p }, slots: { ...s } };
    });
    ({ params, slots } = next);
    const seen = optimizerCase.seen.find((entry) => entry.step === step + 1);
    if (seen) differences.push(await differenceOfAll(params, { kernel: seen.kernel, bias: seen.bias }));
  }
  return worst(differences);
};
