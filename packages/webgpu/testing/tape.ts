import type { Launch, Region, Tape } from '../src/recording/recording.ts';

/** A launch that writes regions of what it reads in others. */
export const launch = (writes: readonly number[], reads: readonly number[], of = 'Each'): Launch => ({
  of,
  pipeline: {} as GPUComputePipeline,
  regions: [...writes, ...reads],
  writes,
  uniforms: new Uint8Array(),
  groups: [1, 1, 1],
});

interface Parts extends Pick<Tape, 'launches'> {
  readonly regions: readonly ('constant' | 'made' | 'tensor')[];
  /** Of each region. Default: 4. */
  readonly bytes?: readonly number[];
  readonly updates?: Tape['updates'];
  /** Regions. Default: none. */
  readonly results?: readonly number[];
}

const regionOf = (kind: Parts['regions'][number], index: number, bytes: number): Region => {
  if (kind === 'constant') return { kind, bytes, data: new Uint8Array(bytes) };
  return kind === 'made' ? { kind, bytes } : { kind, index, bytes, dtype: 'float32' };
};

/** A tape of these kinds of regions. */
export const tapeOf = ({ regions, bytes = [], launches, updates = [], results = [] }: Parts): Tape => ({
  regions: regions.map((kind, i) => regionOf(kind, i, bytes[i] ?? 4)),
  launches,
  updates,
  results: results.map((region) => ({ region, shape: [1], dtype: 'float32' })),
});
