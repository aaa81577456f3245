import { readOptions } from '@kindling/core';
import * as data from '@kindling/data';
import { cifar10Options } from '../../../../packages/data/src/cifar10/optionTable.ts';
import * as of from '../domain.ts';
import { argument, type Noun, noun } from './noun.ts';

const column = data.hostArray(new Float32Array([1, 2, 3, 4]), [4]);
const fractions: of.Domain = {
  good: (draw) => draw.pick([[0.5, 0.5], [1], [0.25, 0.5, 0.25]]),
  holds: (value) =>
    Array.isArray(value) &&
    Array.from(value).every((part) => of.positive.holds(part)) &&
    Math.abs(value.reduce((sum, part) => sum + part, 0) - 1) < 1e-9,
};
/** One number, or one for each of the one column. */
const numbers = of.either(of.finite, of.listOf(of.finite, 1, 1));
const rows = data.fromArrays({ x: column });

const pictures = of.wholeNumber(1_000_000);
const datasetSize = of.wholeNumber(Infinity);

export const ofData: readonly Noun[] = [
  noun('shapes', data.shapes, { train: pictures, test: pictures, seed: of.count }),
  argument('batch', data.batch, of.positiveInteger),
  argument('prefetch', data.prefetch, of.positiveInteger),
  argument('take', data.take, of.count),
  argument('skip', data.skip, of.count),
  argument('map', data.map, of.callable),
  argument('filter', data.filter, of.callable),
  argument('repeat', data.repeat, of.positiveInteger),
  argument('split', (fractions) => data.split(rows, fractions), fractions),
  noun('shuffle', data.shuffle, { buffer: of.positiveInteger }, { seed: of.count }),
  noun('batch', (options) => data.batch(2, options), { dropRemainder: of.flag }),
  noun('split', (options) => data.split(rows, [0.5, 0.5], options), { seed: of.count }),
  noun(
    'normalize',
    (options) => data.normalize(column, options),
    { divisor: of.finite, offset: of.finite },
    {},
    ({ divisor }) => divisor === undefined || Math.fround(divisor as number) !== 0,
  ),
  noun(
    'standardize',
    (options) => data.standardize(column, options),
    {},
    { mean: numbers, std: numbers },
    ({ std }) => [std].flat().every((each) => (each as number) >= 0),
  ),
  noun(
    'cifar10',
    (options: data.Cifar10Options) =>
      readOptions<data.Cifar10Options, typeof cifar10Options>('cifar10', cifar10Options, options),
    {
      ...{ path: of.text, cacheDir: of.text, url: of.text, sha256: of.oneOf('0'.repeat(64)) },
      ...{ onProgress: of.callable, onNote: of.callable, signal: of.signal },
    },
  ),
  noun('dataset', data.dataset, { size: datasetSize }, { iterate: of.callable }),
];
