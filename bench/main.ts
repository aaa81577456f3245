// `npm run bench`: side by side, in one run, written to bench/RESULTS.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { version_core } from '@tensorflow/tfjs-core';
import { chapterPart } from './chapter.ts';
import { type Entry, eagerPeer, everybody, feeders, inPlainJavaScript, stock } from './contestants/list.ts';
import { gpuPart } from './gpuCounts.ts';
import { installedPart } from './installed.ts';
import { help, type Options, readOptions } from './options.ts';
import { type Case, casePart, load, machine, type Reference, resultsPage } from './results.ts';
import { timeCase } from './timeCase.ts';
import { webPart } from './web.ts';

interface Planned extends Omit<Case, 'rows' | 'machine'> {
  readonly entries: readonly Entry[];
  readonly rounds: number;
}

const beside: readonly Reference[] = [
  { heading: 'time / PyTorch eager', peerOf: ({ cores }) => eagerPeer(cores), as: 'time' },
  {
    heading: "time / PyTorch's fastest",
    peerOf: ({ cores }) => (cores === 1 ? 'PyTorch, 1 core' : `PyTorch, ${cores} cores`),
    as: 'time',
  },
  { heading: 'times as fast as stock tfjs', peerOf: () => stock, as: 'speed' },
];

const oneStep = 'One training step on a batch that is on the device already; loss and accuracy are read back.';
const peers = `${oneStep} Kindling is eager, on wasm where neither jit nor another library is named;
tfjs-node is the package @tensorflow/tfjs-node over the TensorFlow of a Python, torch-cpu the PyTorch of one, called from Node. JAX and jax-js compile the step, PyTorch is the fastest of its ways (in the last
column), PyTorch eager the plain module with Adam as it comes; they and JAX are held to their cores.`;

const planned = ({ only, backends, batches, rounds }: Options): readonly Planned[] => {
  const plain = backends.includes('cpu') && only.includes('mlp');
  return [
    ...(backends.includes('wasm') && only.includes('mlp') ? batches : []).map((batch) => ({
      title: `The chapter's MLP, batch ${batch}`,
      about: `3072-200-150-10, Adam, cross-entropy. ${peers}`,
      entries: everybody('mlp', batch),
      references: beside,
      rounds,
    })),
    ...(backends.includes('wasm') && only.includes('cnn') ? [32] : []).map((batch) => ({
      title: `The book's CNN, batch ${batch}`,
      about: `Four convolutions 3x3 (32, 32, 64, 64), batch normalization, leaky rectifiers, dropout: 592,554 parameters. ${peers}`,
      entries: everybody('cnn', batch),
      references: beside,
      rounds,
    })),
    ...(plain ? batches : []).map((batch) => ({
      title: `The chapter's MLP in plain JavaScript, batch ${batch}`,
      about: `tfjs's cpu backend, ${Math.min(rounds, 5)} rounds. ${oneStep}`,
      entries: inPlainJavaScript(batch),
      references: [{ heading: 'time / tfjs-layers', peerOf: () => 'tfjs-layers', as: 'time' as const }],
      rounds: Math.min(rounds, 5),
    })),
    ...(only.includes('feeding') ? [32] : []).map((batch) => ({
      title: 'Feeding',
      about: `A batch of ${batch} pictures of 32x32x3 bytes, drawn from 10,000: shuffle, batch, normalize, one-hot.`,
      entries: feeders(backends),
      references: [],
      rounds,
    })),
  ];
};

const run = async (options: Options): Promise<void> => {
  const before = load();
  console.log(`${machine()}; ${before}`);
  const cases: Case[] = [];
  for (const { entries, rounds, ...about } of planned(options)) {
    console.log(`\n${about.title}`);
    const timed = { ...about, ...(await timeCase(entries, rounds)) };
    cases.push(timed);
    console.log(`\n${casePart(timed)}`);
  }
  const more = [
    ...(options.only.includes('installed') ? [await installedPart(options.rounds)] : []),
    ...(options.only.includes('gpu') ? [await gpuPart()] : []),
    ...(options.only.includes('web') ? [await webPart(Math.min(options.rounds, 5))] : []),
    ...(options.only.includes('chapter') ? [await chapterPart(process.env.KINDLING_CIFAR10)] : []),
  ];
  for (const part of more) console.log(`\n${part}`);
  const versions = `tfjs-core, its backends and tfjs-layers ${version_core}`;
  const earlier = existsSync(options.out) ? readFileSync(options.out, 'utf8') : undefined;
  writeFileSync(options.out, resultsPage({ versions, load: before, rounds: options.rounds, cases, more }, earlier));
  console.log(`\nwritten to ${options.out}`);
};

const options = readOptions(process.argv.slice(2));
if (options === undefined) console.log(help);
else await run(options);
