// `npm run bench`: side by side, in one run, written to bench/RESULTS.md.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { selectBackend } from '@kindling/backend';
import { dispose, version_core } from '@tensorflow/tfjs-core';
import { feeding } from './cases/feeding.ts';
import { makeBatch, mlp } from './cases/mlp.ts';
import { type FeedingRow, type MlpRow, machine, resultsPage } from './results.ts';
import { interleave, median, ratios } from './rounds.ts';

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'wasm,cpu' },
    batch: { type: 'string', default: '32,128,512' },
    rounds: { type: 'string', default: '11' },
    out: { type: 'string', default: fileURLToPath(new URL('RESULTS.md', import.meta.url)) },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`npm run bench [-- options]    times Kindling beside its peers and writes bench/RESULTS.md

  --backend wasm,cpu      the backends to run on
  --batch 32,128,512      the MLP's batch sizes
  --rounds 11             rounds, at least 9 for figures that are quoted
  --out FILE              where to write instead of bench/RESULTS.md`);
  process.exit(0);
}

const rounds = Number(values.rounds);
const peakMemory = (library: string, backend: string, batch: number): string =>
  execFileSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(new URL('memory.ts', import.meta.url)), library, backend, String(batch)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  ).trim();

console.log(machine());
const mlpRows: MlpRow[] = [];
const feedingRows: FeedingRow[] = [];
for (const backend of values.backend.split(',')) {
  const selected = await selectBackend(backend);
  const [fed] = await interleave([feeding()], rounds);
  feedingRows.push({ backend, milliseconds: fed!.milliseconds });
  console.log(`${backend}: feeding ${median(fed!.milliseconds).toFixed(3)} ms a batch`);
  for (const size of values.batch.split(',').map(Number)) {
    const batch = makeBatch(size);
    const [kindling, peer] = await interleave([mlp('kindling', batch), mlp('tfjs-layers', batch)], rounds);
    const row: MlpRow = {
      backend,
      batch: size,
      kindling: kindling!.milliseconds,
      peer: peer!.milliseconds,
      ratios: ratios(kindling!, peer!),
      memory: { kindling: peakMemory('kindling', backend, size), peer: peakMemory('tfjs-layers', backend, size) },
    };
    mlpRows.push(row);
    console.log(
      `${backend}, batch ${size}: ${median(row.kindling).toFixed(1)} ms against ${median(row.peer).toFixed(1)} ms, ratio ${median(row.ratios).toFixed(3)}`,
    );
    dispose([batch.x, batch.y]);
  }
  await selected.undo();
}
writeFileSync(
  values.out,
  resultsPage({
    versions: `tfjs-core, its backends and tfjs-layers ${version_core}`,
    rounds,
    mlp: mlpRows,
    feeding: feedingRows,
  }),
);
console.log(`written to ${values.out}`);
