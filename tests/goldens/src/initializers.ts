import { glorotNormal, glorotUniform, heNormal, heUniform, ones, random, zeros } from '@kindling/models';
import { readNumbers } from './golden.ts';

/** What a large random tensor looks like. */
export interface Statistics {
  readonly mean: number;
  readonly deviation: number;
  readonly least: number;
  readonly greatest: number;
  readonly quantiles: readonly number[];
}

export interface InitializerCase extends Statistics {
  readonly name: string;
  readonly initializer: keyof typeof initializers;
  readonly shape: readonly number[];
}

const initializers = { zeros, ones, glorotUniform, glorotNormal, heUniform, heNormal };

const numbers = readNumbers<{
  cases: InitializerCase[];
  probabilities: number[];
}>('initializers');

export const initializerCases = numbers.cases;

/** The same statistics of ours. */
export const statisticsOf = async ({ initializer, shape }: InitializerCase): Promise<Statistics> => {
  const values = Float64Array.from(await initializers[initializer]().values(shape, random(1)).data()).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean,
    deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length),
    least: values[0]!,
    greatest: values.at(-1)!,
    quantiles: numbers.probabilities.map((p) => values[Math.round(p * (values.length - 1))]!),
  };
};
