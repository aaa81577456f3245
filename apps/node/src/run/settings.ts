import { chapter, networkNames } from '@kindling/app-common';
import { count, oneOf, rate, seed, text, type Values, widths, written } from '../cli/flags.ts';

/** What a run is made with: the flags of `train` that run.json keeps. */
export const settingFlags = {
  data: text({
    placeholder: 'NAME|PATH',
    help: 'shapes (drawn on the spot), cifar10 (downloaded once, 170 MB), or the path of CIFAR-10: cifar-10-binary.tar.gz or its folder',
    fallback: 'shapes',
  }),
  model: oneOf(networkNames)({
    placeholder: 'NAME',
    help: 'mlp, a network of dense layers, or cnn, one of convolutions',
    fallback: 'mlp',
  }),
  hidden: widths({
    placeholder: 'N,N,...',
    help: `units of the hidden layers of mlp, or none; else ${written(chapter)}`,
    fallback: undefined,
  }),
  epochs: count({ placeholder: 'N', help: 'passes over the training pictures', fallback: 10 }),
  batch: count({ placeholder: 'N', help: 'pictures a step', fallback: 32 }),
  learningRate: rate({ placeholder: 'X', help: "Adam's step size", fallback: 5e-4 }),
  seed: seed({ placeholder: 'N', help: 'of weights and shuffling; the same seed gives the same run', fallback: 1 }),
  backend: text({
    placeholder: 'NAME',
    alias: 'device',
    help: 'what computes: auto (the fastest here), cuda, torch-cpu (the PyTorch of a Python, on the CPU), wasm, webgpu or cpu; --backend is the same',
    fallback: 'auto',
  }),
  shards: count({
    placeholder: 'N',
    help: 'parts of each batch, for training by several processes (mpirun -n 2, 4, ...): the same shards give the same bits on any number of them, also after --resume on another; a multiple by 1, 2, 4, ... of the processes, and --batch one of it; else one a process',
    fallback: undefined,
  }),
  train: count({ placeholder: 'N', help: 'train on the first N pictures only', fallback: undefined }),
  test: count({ placeholder: 'N', help: 'test with the first N pictures only', fallback: undefined }),
} as const;

export type Settings = Values<typeof settingFlags>;

/** The flags of `train`. */
export const trainFlags = {
  ...settingFlags,
  out: text({
    placeholder: 'FOLDER',
    help: 'where the run goes; else runs/shapes-1, runs/shapes-2, ...',
    fallback: undefined,
  }),
  resume: text({
    placeholder: 'RUN',
    help: 'goes on with a run, by its folder, with its settings; --epochs may raise where it ends',
    fallback: undefined,
  }),
} as const;

export type TrainFlags = typeof trainFlags;
