// internal: with what a run is made, in words that another process can compare
import { capabilities, formatShape, show } from '@kindling/core';
import { isHostArray } from '@kindling/data';
import { getBackend, Tensor } from '@tensorflow/tfjs-core';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Target } from '../step/objective.ts';
import type { RunPrint } from './checkpoint.ts';

/** Steps at which an optimizer's numbers are looked at: a schedule is known by what it gives. */
const looks = [0, 1, 10, 100, 1000, 10_000];

/** A schedule may end, and refuse what comes after. */
const numbersAt = (scalars: Optimizer['scalars'], step: number): unknown => {
  try {
    return scalars(step);
  } catch {
    return 'none';
  }
};

/** Kind, transforms, and the numbers of some steps. */
export const optimizerPrint = ({ kind, config, scalars }: Optimizer): string =>
  JSON.stringify({ kind, config, scalars: looks.map((step) => numbersAt(scalars, step)) });

export const lossPrint = (targets: readonly Target[]): string =>
  JSON.stringify(
    targets.map(({ output, loss, lossWeight, metrics }) => ({
      output,
      loss: loss.kind,
      config: loss.config,
      lossWeight,
      metrics: Object.keys(metrics),
    })),
  );

/** `wasm`, `wasm, vectors of 256 bits` */
export const backendPrint = (): string => {
  const { vectorBits } = capabilities();
  return vectorBits === undefined ? getBackend() : `${getBackend()}, vectors of ${vectorBits} bits`;
};

const shapesOf = (value: unknown): unknown => {
  if (value instanceof Tensor) return `${value.dtype} ${formatShape(value.shape)}`;
  if (isHostArray(value)) return formatShape(value.shape);
  if (typeof value !== 'object' || value === null) return show(value);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapesOf(part)]));
};

/** Of a fit's data: batches and how they are cut; for whole arrays, their shapes. */
export const dataPrint = (
  batches: number | undefined,
  arrays: object | undefined,
  cut: Readonly<Record<string, unknown>>,
): string => JSON.stringify({ batches: batches ?? 'unknown', ...(arrays && { arrays: shapesOf(arrays) }), ...cut });

const nouns = { optimizer: 'another optimizer', loss: 'other losses or metrics', data: 'other data' } as const;

/** The first place in which two plain values differ: its path, and what stands there. */
export const firstDifference = (a: unknown, b: unknown, path = ''): readonly [path: string, a: unknown, b: unknown] => {
  const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null;
  if (!isBranch(a) || !isBranch(b)) return [path, a, b];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const key = keys.find((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
  if (key === undefined) return [path, a, b];
  const below = Array.isArray(a) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
  return firstDifference(a[key], b[key], below);
};

/** Refuses to go on with another optimizer, loss or data than a run was made with, by what differs first. */
export const requireSame = (owner: string, made: Partial<RunPrint>, now: Partial<RunPrint>, remedy: string): void => {
  for (const what of ['optimizer', 'loss', 'data'] as const) {
    const [before, given] = [made[what], now[what]];
    if (before === undefined || given === undefined || before === given) continue;
    const [path, there, here] = firstDifference(parsed(before), parsed(given));
    throw new Error(
      `${owner}: the checkpoint was made with ${nouns[what]}: ${path} is ${show(there)} there, and ${show(here)} here; ${remedy}`,
    );
  }
};

/** A checkpoint may hold any text. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
