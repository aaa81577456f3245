// internal: launches that are done at the same time, as few dispatches
import { type Buffer, fusedCode, isFusable, type Part, tableOf, threadsFor } from '../fusion/fused.ts';
import type { Shader } from '../fusion/shader.ts';
import type { Launch, Tape } from '../recording/recording.ts';
import { boundBytes, type Lying } from './lying.ts';

/** A part of a buffer, as all launches of a dispatch have it. */
export interface BoundPart extends Buffer {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** A region that lies in the buffer, and where. */
  readonly region: number;
  readonly inRegion: number;
}

/** Launches as one. */
export interface Fused {
  readonly code: string;
  readonly buffers: readonly BoundPart[];
  readonly table: Uint8Array;
  readonly groups: readonly [number, number, number];
}

export interface Dispatch {
  /** By their numbers, at one level. */
  readonly launches: readonly number[];
  /** Undefined of one launch alone. */
  readonly fused: Fused | undefined;
}

/** What a device can have in one shader. */
export type Limits = Pick<
  GPUSupportedLimits,
  | 'maxStorageBuffersPerShaderStage'
  | 'maxUniformBufferBindingSize'
  | 'maxComputeWorkgroupStorageSize'
  | 'maxComputeWorkgroupsPerDimension'
  | 'maxStorageBufferBindingSize'
>;

export interface Known {
  readonly levels: readonly number[];
  readonly lying: readonly Lying[];
  /** Of each launch; undefined where it can't be put beside others. */
  readonly shaders: readonly (Shader | undefined)[];
  readonly limits: Limits;
}

type Whole = Pick<Tape, 'regions' | 'launches'>;

/** The parts of buffers that these launches have; undefined where they can't have them together. */
const boundBy = (
  { regions, launches }: Whole,
  numbers: readonly number[],
  { lying, limits }: Known,
  shaders: readonly Shader[],
): readonly BoundPart[] | undefined => {
  const parts = new Map<string, BoundPart>();
  numbers.forEach((number, at) => {
    launches[number]!.regions.forEach((region, i) => {
      const { element, isWritten } = shaders[at]!.arrays[i]!;
      const { buffer: name, offset } = lying[region]!;
      const key = `${name} ${element}`;
      const known = parts.get(key);
      const [from, to] = [offset, offset + boundBytes(regions[region]!)];
      parts.set(key, {
        name,
        element,
        isWritten: isWritten || known?.isWritten === true,
        from: Math.min(from, known?.from ?? from),
        to: Math.max(to, known?.to ?? to),
        region,
        inRegion: offset,
      });
    });
  });
  const all = [...parts.values()];
  const isFree = (part: BoundPart): boolean =>
    all.every((other) => {
      if (other === part || other.name !== part.name || !(part.isWritten || other.isWritten)) return true;
      return part.isWritten && other.isWritten && (part.to <= other.from || other.to <= part.from);
    });
  const fits =
    all.length <= limits.maxStorageBuffersPerShaderStage &&
    all.every((part) => part.to - part.from <= limits.maxStorageBufferBindingSize && isFree(part));
  return fits ? all : undefined;
};

/** Whether a launch has each array where its shader looks for it, and none of it read and written at once. */
const isPlain = ({ regions, writes }: Launch, { arrays }: Shader, whole: Whole): boolean =>
  regions.length === arrays.length &&
  regions.every(
    (region, i) =>
      arrays[i]!.isWritten === writes.includes(region) && boundBytes(whole.regions[region]!) >= arrays[i]!.bytes,
  );

/** Those of one shader are a part, but for those whose threads wait for each other. */
const partsOf = (
  whole: Whole,
  numbers: readonly number[],
  shaders: readonly Shader[],
  buffers: readonly BoundPart[],
  { lying }: Known,
): readonly Part[] => {
  const parts = new Map<string, Part & { readonly instances: Part['instances'][number][] }>();
  numbers.forEach((number, at) => {
    const { regions, groups, uniforms } = whole.launches[number]!;
    const shader = shaders[at]!;
    const own = regions.map((region, i) => {
      const { buffer, offset } = lying[region]!;
      const { element, bytes } = shader.arrays[i]!;
      const index = buffers.findIndex((part) => part.name === buffer && part.element === element);
      const last = Math.floor(boundBytes(whole.regions[region]!) / bytes) - 1;
      return { index, at: (offset - buffers[index]!.from) / bytes, last };
    });
    const bound = own.map(({ index }) => index);
    const key = `${shaderNumber(shader)} ${bound} ${uniforms.byteLength} ${shader.hasBarrier ? at : ''}`;
    const part = parts.get(key) ?? { shader, buffers: bound, instances: [] };
    part.instances.push({ groups, uniforms, spans: own });
    parts.set(key, part);
  });
  // The largest first, which most threads then find first.
  const sizeOf = ({ groups: [x, y, z] }: Part['instances'][number]): number => x * y * z;
  return [...parts.values()].map((part) => ({
    ...part,
    instances: [...part.instances].sort((a, b) => sizeOf(b) - sizeOf(a)),
  }));
};

const numbersOfShaders = new WeakMap<Shader, number>();
let shaderCount = 0;
const shaderNumber = (shader: Shader): number => {
  const number = numbersOfShaders.get(shader) ?? shaderCount++;
  numbersOfShaders.set(shader, number);
  return number;
};

/** Launches as one, without the text. */
interface Plan extends Omit<Fused, 'code'> {
  readonly parts: readonly Part[];
  readonly threads: number;
}

/** These launches as one; undefined where they can't be. */
const planOf = (whole: Whole, numbers: readonly number[], known: Known): Plan | undefined => {
  const { limits } = known;
  const shaders: Shader[] = [];
  for (const number of numbers) {
    const launch = whole.launches[number]!;
    const shader = known.shaders[number];
    if (shader === undefined || !isFusable(shader) || !isPlain(launch, shader, whole)) return undefined;
    shaders.push(shader);
  }
  const threads = threadsFor(shaders);
  const buffers = boundBy(whole, numbers, known, shaders);
  if (threads === undefined || buffers === undefined) return undefined;
  const parts = partsOf(whole, numbers, shaders, buffers, known);
  const shared = parts.reduce((sum, { shader }) => sum + shader.shared, 0);
  const { bytes, total } = tableOf(parts, threads);
  const width = Math.min(total, limits.maxComputeWorkgroupsPerDimension);
  const fits =
    shared <= limits.maxComputeWorkgroupStorageSize &&
    bytes.byteLength <= limits.maxUniformBufferBindingSize &&
    Math.ceil(total / width) <= limits.maxComputeWorkgroupsPerDimension;
  if (!fits) return undefined;
  return {
    parts,
    threads,
    buffers,
    table: bytes,
    groups: [width, Math.ceil(total / width), 1],
  };
};

/** All launches in an order in which they may be done: level by level, each in as few dispatches as it takes. */
export const dispatchesOf = (whole: Whole, known: Known): Dispatch[] => {
  const byLevel = new Map<number, number[]>();
  whole.launches.forEach((_, i) => {
    const level = known.levels[i]!;
    byLevel.set(level, [...(byLevel.get(level) ?? []), i]);
  });
  return [...byLevel].sort(([a], [b]) => a - b).flatMap(([, numbers]) => packed(whole, numbers, known));
};

const packed = (whole: Whole, numbers: readonly number[], known: Known): Dispatch[] => {
  const found: { launches: number[]; plan: Plan | undefined }[] = [];
  for (const number of numbers) {
    const fits = found.some((one) => {
      const together = [...one.launches, number];
      const plan = planOf(whole, together, known);
      if (plan !== undefined) Object.assign(one, { launches: together, plan });
      return plan !== undefined;
    });
    if (!fits) found.push({ launches: [number], plan: undefined });
  }
  return found.map(({ launches, plan }) => {
    if (plan === undefined) return { launches, fused: undefined };
    const { parts, threads, buffers, table, groups } = plan;
    return { launches, fused: { code: fusedCode(parts, buffers, threads), buffers, table, groups } };
  });
};
