import { requireCount, requireNumber, requireOptions, requirePositiveInteger, show, unknownName } from '@kindling/core';
import { limits, pictureLimits, type Range } from './limits.ts';
import { activationNames, bookSpec, dataNames, optimizerNames, type Spec } from './spec.ts';

/** Why each field is refused, by its path: `{ 'layers.0.units': 'dense: units must be ..., got -3' }`. */
export type RefusedFields = Readonly<Record<string, string>>;

type Check = () => void;

const count = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 7 });
/** 1e-7 as it is, thousands with commas. */
const text = (value: number): string => (value < 1e-3 ? String(value) : count.format(value));

const requireRange = (owner: string, name: string, value: unknown, { least, most }: Range): void => {
  if ((value as number) >= least && (value as number) <= most) return;
  throw new RangeError(`${owner}: ${name} must be from ${text(least)} to ${text(most)}, got ${show(value)}`);
};

const requireOneOf = (owner: string, noun: string, value: unknown, known: readonly string[]): void => {
  if (!known.includes(value as string)) throw unknownName(owner, noun, value, known);
};

/** A whole number in a range, in the words of what will take it. */
const requireWhole = (owner: string, name: string, value: unknown, range: Range): void => {
  requirePositiveInteger(owner, name, value);
  requireRange(owner, name, value, range);
};

const requireRate = (owner: string, value: unknown): void => {
  requireNumber(owner, 'learningRate', value, 0);
  requireRange(owner, 'learningRate', value, limits.learningRate);
};

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const layerChecks = (layers: unknown): readonly (readonly [field: string, check: Check])[] => {
  if (!Array.isArray(layers)) {
    return [['layers', () => refuse(`spec: layers must be a list of hidden layers, got ${show(layers)}`)]];
  }
  const each = Array.from(layers, (layer: unknown, index): (readonly [string, Check])[] => {
    const field = `layers.${index}`;
    if (!isFields(layer)) {
      return [[field, () => refuse(`spec: a layer must be { units, activation }, got ${show(layer)}`)]];
    }
    return [
      [field, () => requireOptions('dense', layer, ['units', 'activation'])],
      [`${field}.units`, () => requireWhole('dense', 'units', layer.units, limits.units)],
      [`${field}.activation`, () => requireOneOf('dense', 'activation', layer.activation, activationNames)],
    ];
  });
  return [
    ['layers', () => requireRange('spec', 'the number of hidden layers', layers.length, limits.hiddenLayers)],
    ...each.slice(0, limits.hiddenLayers.most).flat(),
  ];
};

const checkRates = (owner: string, rates: unknown): void => {
  if (!Array.isArray(rates)) throw new TypeError(`spec: rates must be a list of changes, got ${show(rates)}`);
  let before = 0;
  for (const rate of rates) {
    if (!isFields(rate)) throw new TypeError(`spec: a change must be { after, learningRate }, got ${show(rate)}`);
    requireOptions('spec', rate, ['after', 'learningRate']);
    requirePositiveInteger('spec', 'the step of a change', rate.after);
    if ((rate.after as number) <= before) {
      throw new RangeError(`spec: the steps of changes must rise, got ${rate.after} behind ${before}`);
    }
    requireRate(owner, rate.learningRate);
    before = rate.after as number;
  }
};

const refuse = (sentence: string): never => {
  throw new Error(sentence);
};

/**
 * Checks what came from fields, a link or a file.
 *
 * @returns the spec, or why it is none: a sentence for each field, in the library's words where it has some
 */
export const readSpec = (value: unknown): { readonly spec: Spec } | { readonly refused: RefusedFields } => {
  if (!isFields(value)) return { refused: { spec: `spec: must be an object, got ${show(value)}` } };
  const data = dataNames.find((name) => name === value.data) ?? bookSpec.data;
  const owner = optimizerNames.find((name) => name === value.optimizer) ?? bookSpec.optimizer;
  const { pictures, test } = pictureLimits[data];
  const checks: readonly (readonly [field: string, check: Check])[] = [
    ['spec', () => requireOptions('spec', value, Object.keys(bookSpec))],
    ['data', () => requireOneOf('spec', 'data', value.data, dataNames)],
    ['pictures', () => requireWhole(data, 'train', value.pictures, pictures)],
    ['test', () => requireWhole(data, 'test', value.test, test)],
    ...layerChecks(value.layers),
    ['optimizer', () => requireOneOf('compile', 'optimizer', value.optimizer, optimizerNames)],
    ['learningRate', () => requireRate(owner, value.learningRate)],
    ['rates', () => checkRates(owner, value.rates)],
    ['batch', () => requireWhole('batch', 'size', value.batch, limits.batch)],
    ['epochs', () => requireWhole('fit', 'epochs', value.epochs, limits.epochs)],
    ['seed', () => requireCount('compile', 'seed', value.seed)],
  ];
  const refused: Record<string, string> = {};
  for (const [field, check] of checks) {
    try {
      check();
    } catch (error) {
      refused[field] = (error as Error).message;
    }
  }
  return Object.keys(refused).length > 0 ? { refused } : { spec: value as unknown as Spec };
};
