import { readFile } from 'node:fs/promises';
import { type HostArray, hostArray, normalize } from '@kindling/data';
import { decodePredictions, type Ranked } from '@kindling/metrics';
import type { Model } from '@kindling/models';
import { dispose, tensor, tidy } from '@tensorflow/tfjs-core';
import { type Command, UsageError } from '../cli/command.ts';
import { count, parseFlags } from '../cli/flags.ts';
import { helpOf } from '../cli/help.ts';
import { decodePicture } from '../pictures/decode.ts';
import { resize } from '../pictures/resize.ts';
import { selectDevice } from '../run/device.ts';
import { loadNetwork, openRun } from '../run/openRun.ts';
import { settingFlags } from '../run/settings.ts';

const flags = {
  top: count({ placeholder: 'N', help: 'how many classes to give, the likeliest first', fallback: 3 }),
  backend: settingFlags.backend,
};

const sizeOf = ({ inputShape: [, height, width, channels] }: Model): readonly [number, number] => {
  if (typeof height !== 'number' || typeof width !== 'number' || channels !== 3) {
    throw new Error('predict: this network does not read colour pictures');
  }
  return [height, width];
};

/** A picture file as the network reads pictures. */
const readPicture = async (path: string, height: number, width: number): Promise<Uint8Array> => {
  try {
    return resize(decodePicture(await readFile(path)), height, width);
  } catch (error) {
    throw new Error(`predict: ${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
};

const percent = (probability: number): string => `${(100 * probability).toFixed(1)} %`.padStart(7);

const line = (path: string, width: number, ranked: readonly Ranked[]): string =>
  [path.padEnd(width), ...ranked.map(({ name, probability }) => `${percent(probability)} ${name.padEnd(12)}`)]
    .join('  ')
    .trimEnd();

export const predict: Command = {
  about: 'what a trained network takes your own pictures for',
  help: helpOf({
    command: 'predict',
    positionals: 'RUN PICTURE...',
    does: 'Shows PNG or JPEG files to the network of a run, and prints the likeliest classes with their probabilities. A picture of any size is averaged down to what the network reads (32 by 32), stretched where it is not square; where it is transparent it lies on white.',
    flags,
    examples: [
      ['predict runs/shapes-1 drawing.png', 'the three likeliest classes of a picture'],
      ['predict runs/cifar10-1 cat.jpg ship.png --top 1', 'the likeliest one of each of two'],
    ],
  }),
  run: async (argv, output) => {
    const { values, positionals } = parseFlags('predict', flags, argv);
    const [path, ...paths] = positionals;
    if (path === undefined || paths.length === 0) {
      throw new UsageError('predict: give a run and at least one picture, as in predict runs/shapes-1 drawing.png');
    }
    const run = await openRun('predict', path);
    const { classNames } = run.record;
    const { backend } = await selectDevice(values.backend, { onWarning: output.print });
    const { model, weights } = await loadNetwork(run);
    try {
      const [height, width] = sizeOf(model);
      const size = height * width * 3;
      const pixels = new Uint8Array(paths.length * size);
      for (const [i, file] of paths.entries()) pixels.set(await readPicture(file, height, width), i * size);
      const pictures: HostArray = normalize(hostArray(pixels, [paths.length, height, width, 3]));
      const probabilities = tidy(() => model.apply(weights, tensor(pictures.data, [...pictures.shape])));
      const ranked = await decodePredictions(probabilities, classNames, {
        top: Math.min(values.top, classNames.length),
      });
      probabilities.dispose();
      const longest = Math.max(...paths.map((file) => file.length));
      for (const [i, file] of paths.entries()) output.print(line(file, longest, ranked[i]!));
      return 0;
    } finally {
      dispose([weights.params, weights.state]);
      await backend.undo();
    }
  },
};
