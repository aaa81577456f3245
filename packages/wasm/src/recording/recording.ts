// internal: what a recording notes
import { sameBytes } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ModuleBuilder } from '../assembler/module.ts';
import type { Split } from '../runtime.ts';
import { placeIn } from './places.ts';

/** Memory that launches read and write, and who tells where it is. */
export type Region =
  /** A tensor told at each run, by its number among these. */
  | { readonly kind: 'tensor'; readonly index: number; readonly bytes: number }
  /** Numbers of the host told at each run, by their number among these. */
  | {
      readonly kind: 'numbers';
      readonly index: number;
      readonly bytes: number;
      readonly stored: 'float32' | 'int32' | 'uint8';
    }
  /** A tensor that the function holds. */
  | { readonly kind: 'held'; readonly tensor: TensorInfo; readonly bytes: number }
  /** Numbers that never change. */
  | { readonly kind: 'constant'; readonly data: Uint8Array }
  /** Words of 32 bits, of which some are places. */
  | { readonly kind: 'table'; readonly words: readonly number[] }
  /** What the launches make for each other. */
  | { readonly kind: 'made'; readonly bytes: number }
  /** A result of the run, by its number among these. */
  | { readonly kind: 'result'; readonly index: number; readonly bytes: number };

export interface Launch {
  /** The kernel of tfjs that it is of. */
  readonly of: string;
  readonly key: string;
  readonly write: (module: ModuleBuilder) => void;
  /** Numbers and places. */
  readonly args: readonly number[];
  readonly split: Split;
}

/** A new tensor of each run. */
export interface Result extends Pick<TensorInfo, 'shape' | 'dtype'> {
  readonly bytes: number;
}

/** The launches of a function, over the regions that they name by number. */
export interface Tape {
  readonly regions: readonly Region[];
  readonly launches: readonly Launch[];
  readonly results: readonly Result[];
}

export const bytesIn = (region: Region): number => {
  if (region.kind === 'constant') return region.data.length;
  return region.kind === 'table' ? 4 * region.words.length : region.bytes;
};

/** The regions that an argument leads to: its own, and where it is a table, those of its words. */
export const regionsOf = (argument: number, regions: readonly Region[]): number[] => {
  const place = placeIn(argument);
  if (place === undefined) return [];
  const region = regions[place.region]!;
  const others = region.kind === 'table' ? region.words.flatMap((word) => regionsOf(word, regions)) : [];
  return [place.region, ...others];
};

/** `t0+64` for a place, `12` for a number. */
const argumentText = (argument: number): string => {
  const place = placeIn(argument);
  if (place === undefined) return String(argument);
  return `r${place.region}${place.offset === 0 ? '' : `+${place.offset}`}`;
};

/** The kernel, and what of tfjs it is of where its key does not say so. */
export const nameOf = ({ of, key }: Pick<Launch, 'of' | 'key'>): string => (key.startsWith(of) ? key : `${of}: ${key}`);

const textOf = ({ of, key, args, split: { count, grain = 1 } }: Launch): string =>
  `${of}: ${key} (${args.map(argumentText).join(' ')}) x ${count}${grain === 1 ? '' : ` by ${grain}`}`;

export const linesOf = ({ launches }: Tape): string[] => launches.map(textOf);

/** What one has otherwise than the other, which is of the same function; undefined where they agree. */
export const differenceOf = (one: Tape, other: Tape): string | undefined => {
  const [a, b] = [linesOf(one), linesOf(other)];
  const at = a.findIndex((line, i) => line !== b[i]);
  if (at >= 0) return `${one.launches[at]!.of} is launched otherwise from one step to the next`;
  if (a.length !== b.length) return `${b.length - a.length} launches more from one step to the next`;
  const changed = one.regions.findIndex((region, i) => !sameRegion(region, other.regions[i]));
  return changed < 0 ? undefined : `${ownerOf(one, changed)} reads numbers that change from one step to the next`;
};

const sameRegion = (one: Region, other: Region | undefined): boolean => {
  if (one.kind !== other?.kind) return false;
  if (one.kind === 'held') return one.tensor.dataId === (other as typeof one).tensor.dataId;
  if (one.kind === 'constant') return sameBytes(one.data, (other as typeof one).data);
  return JSON.stringify(one) === JSON.stringify(other);
};

/** The kernel that reads a region first. */
const ownerOf = ({ launches, regions }: Tape, region: number): string =>
  launches.find(({ args }) => args.some((argument) => regionsOf(argument, regions).includes(region)))?.of ?? 'a kernel';
