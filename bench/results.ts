import { cpus, totalmem } from 'node:os';
import { median } from './rounds.ts';

export interface MlpRow {
  readonly backend: string;
  readonly batch: number;
  /** Milliseconds a step. */
  readonly kindling: readonly number[];
  readonly peer: readonly number[];
  readonly ratios: readonly number[];
  /** MiB. */
  readonly memory: { readonly kindling: string; readonly peer: string };
}

export interface FeedingRow {
  readonly backend: string;
  /** Milliseconds a batch. */
  readonly milliseconds: readonly number[];
}

export interface Results {
  readonly versions: string;
  readonly rounds: number;
  readonly mlp: readonly MlpRow[];
  readonly feeding: readonly FeedingRow[];
}

const ms = (values: readonly number[]): string => median(values).toFixed(median(values) < 10 ? 3 : 1);
const spread = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}`;

export const machine = (): string =>
  `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`;

/** `bench/RESULTS.md`: the figures of one run of the bench command. */
export const resultsPage = ({ versions, rounds, mlp, feeding }: Results): string => `# Benchmark results

Written by \`npm run bench\`; edit nothing here. Compare ratios, which were taken side by side in one run: another machine, or
the same one an hour later, gives other milliseconds.

- Machine: ${machine()}
- ${versions}
- ${rounds} rounds, the contestants in turns; medians.

## A training step of the chapter's MLP (3072-200-150-10, Adam, cross-entropy, accuracy)

One step on one batch that is on the device already, loss and accuracy read back. Peak memory is that of a process of its own.

| backend | batch | Kindling, eager (ms) | tfjs-layers (ms) | ratio | ratios from - to | peak memory, Kindling / tfjs-layers (MiB) |
|---|---|---|---|---|---|---|
${mlp.map(({ backend, batch, kindling, peer, ratios, memory }) => `| ${backend} | ${batch} | ${ms(kindling)} | ${ms(peer)} | **${median(ratios).toFixed(3)}** | ${spread(ratios)} | ${memory.kindling} / ${memory.peer} |`).join('\n')}

## Feeding

32 pictures of 32x32x3 bytes, drawn from 10,000: shuffle, batch, normalize, one-hot.

| backend | a batch (ms) | from - to |
|---|---|---|
${feeding.map(({ backend, milliseconds }) => `| ${backend} | ${ms(milliseconds)} | ${Math.min(...milliseconds).toFixed(3)}-${Math.max(...milliseconds).toFixed(3)} |`).join('\n')}
`;
