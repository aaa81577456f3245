// internal: the rows of a plan's picture
import type { PlannedLaunch, PlannedPhase } from '../plan.ts';

/** What stands in a row: the sums of some launches. */
export interface PlanRow {
  /** Which it is, from 1 on, or from which to which. */
  readonly place: string;
  readonly text: string;
  /** Whether it stands for several rows, which are not drawn. */
  readonly isFolded: boolean;
  readonly flops: number;
  readonly isLeast: boolean;
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** `MatMul` of `_FusedMatMul: gemm ...`: the first word, without what marks a fused kernel. */
const kernelOf = (name: string): string => name.split(/[: ]/)[0]!.replace(/^(_Fused|Kindling)/, '');

/** `dense` of `dense/kernel` and `dense/bias`: where all are of one layer. */
const layerOf = (tensors: readonly string[]): string | undefined => {
  const layers = new Set(tensors.map((name) => name.slice(0, Math.max(0, name.lastIndexOf('/')))));
  const [layer] = layers;
  return layers.size === 1 && layer !== '' ? layer : undefined;
};

const textOf = ({ name, tensors = [] }: PlannedLaunch): string => {
  const layer = layerOf(tensors);
  return layer === undefined ? kernelOf(name) : `${kernelOf(name)} of ${layer}`;
};

/** What takes most comes first, so that a text which is cut keeps it. */
const textsOf = (launches: readonly PlannedLaunch[]): string => {
  const costs = new Map<string, { count: number; flops: number; bytes: number }>();
  for (const launch of launches) {
    const text = textOf(launch);
    const { count, flops, bytes } = costs.get(text) ?? { count: 0, flops: 0, bytes: 0 };
    const { flops: more = 0, bytesRead, bytesWritten } = launch;
    costs.set(text, { count: count + 1, flops: flops + more, bytes: bytes + bytesRead + bytesWritten });
  }
  return [...costs]
    .sort(([, a], [, b]) => b.flops - a.flops || b.bytes - a.bytes)
    .map(([text, { count }]) => (count === 1 ? text : `${text} ×${count}`))
    .join(', ');
};

const rowOf = (launches: readonly PlannedLaunch[], i: number): PlanRow => ({
  place: String(i + 1),
  text: textsOf(launches),
  isFolded: false,
  flops: sum(launches.map(({ flops = 0 }) => flops)),
  isLeast: launches.some(({ flops }) => flops === undefined),
  bytesRead: sum(launches.map(({ bytesRead }) => bytesRead)),
  bytesWritten: sum(launches.map(({ bytesWritten }) => bytesWritten)),
});

/** What rows are, one and several. */
type Noun = readonly [one: string, several: string];

const folded = (rows: readonly PlanRow[], [, several]: Noun): PlanRow => ({
  place: `${rows[0]!.place}–${rows.at(-1)!.place}`,
  text: `${rows.length} ${several} that take little`,
  isFolded: true,
  flops: sum(rows.map(({ flops }) => flops)),
  isLeast: rows.some(({ isLeast }) => isLeast),
  bytesRead: sum(rows.map(({ bytesRead }) => bytesRead)),
  bytesWritten: sum(rows.map(({ bytesWritten }) => bytesWritten)),
});

/** The share of all that a row has, of operations or of bytes, whichever is greater. */
const weightsOf = (rows: readonly PlanRow[]): readonly number[] => {
  const moved = rows.map(({ bytesRead, bytesWritten }) => bytesRead + bytesWritten);
  const [flops, bytes] = [sum(rows.map((row) => row.flops)) || 1, sum(moved) || 1];
  return rows.map((row, i) => Math.max(row.flops / flops, moved[i]! / bytes));
};

/** A row a phase, or where there is one phase, a row a launch; beyond `limit` the least of neighbours are one. */
export const planRows = (
  phases: readonly PlannedPhase[],
  limit: number,
): { readonly of: Noun; readonly rows: readonly PlanRow[]; readonly all: PlanRow } => {
  const isOne = phases.length === 1;
  const of: Noun = isOne ? ['launch', 'launches'] : ['phase', 'phases'];
  const every = (isOne ? phases[0]!.launches.map((launch) => [launch]) : phases.map(({ launches }) => launches)).map(
    rowOf,
  );
  const all = folded(every, of);
  if (every.length <= limit) return { of, rows: every, all };
  const weights = weightsOf(every);
  const order = [...every.keys()].sort((a, b) => weights[b]! - weights[a]!);
  const drawn = new Set(order.slice(0, limit));
  const rows: PlanRow[] = [];
  let waiting: PlanRow[] = [];
  const fold = (): void => {
    if (waiting.length > 1) rows.push(folded(waiting, of));
    else rows.push(...waiting);
    waiting = [];
  };
  for (const [i, row] of every.entries()) {
    if (!drawn.has(i)) {
      waiting.push(row);
      continue;
    }
    fold();
    rows.push(row);
  }
  fold();
  return { of, rows, all };
};
