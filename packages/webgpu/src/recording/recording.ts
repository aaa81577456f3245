// internal: what a recording notes
import { type LaunchReport, type PhaseReport, sameBytes } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

/** Numbers that launches read and write, and who tells where they are. */
export type Region =
  /** A tensor told at each run, by its number among these. */
  | { readonly kind: 'tensor'; readonly index: number; readonly bytes: number; readonly dtype: DataType }
  /** Numbers of the host told at each run, by their number among these. */
  | {
      readonly kind: 'numbers';
      readonly index: number;
      readonly bytes: number;
      readonly stored: 'float32' | 'int32' | 'uint8';
    }
  /** A tensor that the function holds, and the numbers that it had when it was recorded. */
  | {
      readonly kind: 'held';
      readonly tensor: TensorInfo;
      readonly dataId: TensorInfo['dataId'];
      readonly bytes: number;
    }
  /** Numbers that never change. */
  | { readonly kind: 'constant'; readonly data: Uint8Array; readonly bytes: number }
  /** What the launches make for each other. */
  | { readonly kind: 'made'; readonly bytes: number };

/** One dispatch. */
export interface Launch {
  /** Additions and multiplications of floats; undefined where its kernel does not tell them. */
  readonly flops?: number | undefined;
  /** The kernel of tfjs that it is of. */
  readonly of: string;
  readonly pipeline: GPUComputePipeline;
  /** The regions that it is given, in the order of its bindings. */
  readonly regions: readonly number[];
  /** Those among them that it writes. */
  readonly writes: readonly number[];
  /** The numbers that it is given behind these. */
  readonly uniforms: Uint8Array;
  readonly groups: readonly [number, number, number];
}

/** A tensor whose numbers are those of a region. */
export interface Placed extends Pick<TensorInfo, 'shape' | 'dtype'> {
  readonly region: number;
}

/** The launches of a function, over the regions that they name by number. */
export interface Tape {
  readonly regions: readonly Region[];
  readonly launches: readonly Launch[];
  /** Tensors of the run, by their numbers, and the regions that replace their numbers when all is done. */
  readonly updates: readonly { readonly over: number; readonly by: number }[];
  /** New tensors of each run. */
  readonly results: readonly Placed[];
}

/** `Relu (r0 r1) x 4,1,1` */
const textOf = ({ of, regions, groups }: Launch): string =>
  `${of} (${regions.map((r) => `r${r}`).join(' ')}) x ${groups}`;

export const linesOf = ({ launches }: Tape): string[] => launches.map(textOf);

/** What launches that are one dispatch are in a report: a phase, and their tensors by their numbers in the run. */
export const reportOf = (launches: readonly Launch[], regions: readonly Region[]): PhaseReport => ({
  text: launches.map(textOf).join(' | '),
  launches: launches.map((launch) => launchReport(launch, regions)),
});

const launchReport = (launch: Launch, regions: readonly Region[]): LaunchReport => {
  const { of, writes, flops } = launch;
  const distinct = [...new Set(launch.regions)];
  const bytesIn = (places: readonly number[]): number => places.reduce((sum, place) => sum + regions[place]!.bytes, 0);
  const tensors = distinct.flatMap((place) => {
    const region = regions[place]!;
    return region.kind === 'tensor' ? [region.index] : [];
  });
  const bytes = {
    bytesRead: bytesIn(distinct.filter((place) => !writes.includes(place))),
    bytesWritten: bytesIn(writes),
  };
  return { name: of, flops, ...bytes, tensors };
};

/** What one has otherwise than the other, which is of the same function; undefined where they agree. */
export const differenceOf = (one: Tape, other: Tape): string | undefined => {
  const different = one.launches.find((launch, i) => !sameLaunch(launch, other.launches[i]));
  if (different !== undefined) return `${different.of} is launched otherwise from one step to the next`;
  const more = other.launches.length - one.launches.length;
  if (more !== 0) return `${more} launches more from one step to the next`;
  if (JSON.stringify([one.updates, one.results]) !== JSON.stringify([other.updates, other.results]))
    return 'it gives or writes over other tensors from one step to the next';
  const changed = one.regions.findIndex((region, i) => !sameRegion(region, other.regions[i]));
  return changed < 0 ? undefined : `${readerOf(one, changed)} reads numbers that change from one step to the next`;
};

/** The regions of a kind, with their numbers. */
export const regionsOf = <K extends Region['kind']>(kind: K, regions: readonly Region[]) =>
  regions.flatMap((region, i) => (region.kind === kind ? [[i, region as Extract<Region, { kind: K }>] as const] : []));

/** Uniforms hold NaN, so they are compared as bytes. */
const sameLaunch = (one: Launch, other: Launch | undefined): boolean =>
  other !== undefined &&
  one.pipeline === other.pipeline &&
  textOf(one) === textOf(other) &&
  sameBytes(one.uniforms, other.uniforms);

const sameRegion = (one: Region, other: Region | undefined): boolean => {
  if (one.kind !== other?.kind) return false;
  if (one.kind === 'held') return one.dataId === (other as typeof one).dataId;
  if (one.kind === 'constant') return sameBytes(one.data, (other as typeof one).data);
  return JSON.stringify(one) === JSON.stringify(other);
};

/** The kernel that reads a region first. */
const readerOf = ({ launches }: Tape, region: number): string =>
  launches.find(({ regions }) => regions.includes(region))?.of ?? 'a kernel';
