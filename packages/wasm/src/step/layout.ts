// internal: where what belongs to a step lies in its block of memory
import { bytesIn, type Region, type Tape } from '../recording/recording.ts';
import { phaseBytes } from './driver.ts';
import { line, lines } from './workspace.ts';

/** In bytes from the block's beginning; the words of the phases come first. */
export interface Layout {
  /** The word that tells where the workspace is. */
  readonly workspace: number;
  /** Of what is told at each run by its address, the words that tell it, by region. */
  readonly bindings: ReadonlyMap<number, number>;
  /** Constants, tables and numbers of the host, by region. */
  readonly own: ReadonlyMap<number, number>;
  readonly bytes: number;
}

const isBound = ({ kind }: Region): boolean => kind === 'tensor' || kind === 'held' || kind === 'result';

const isOwn = ({ kind }: Region): boolean => kind === 'constant' || kind === 'table' || kind === 'numbers';

export const layOut = ({ regions }: Pick<Tape, 'regions'>, phases: number, threads: number): Layout => {
  const workspace = phaseBytes(threads) * phases;
  let end = workspace + 4;
  const bindings = new Map<number, number>();
  const own = new Map<number, number>();
  for (const [i, region] of regions.entries()) {
    if (!isBound(region)) continue;
    bindings.set(i, end);
    end += 4;
  }
  for (const [i, region] of regions.entries()) {
    if (!isOwn(region)) continue;
    own.set(i, lines(end));
    end = lines(end) + bytesIn(region);
  }
  return { workspace, bindings, own, bytes: end + line };
};
