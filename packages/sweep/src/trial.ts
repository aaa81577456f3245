import { basename } from 'node:path';
import type { Callback } from '@kindling/train';
import { type LinesOptions, lines } from './lines.ts';
import { tieToParent } from './parent.ts';
import { helpOf, readTrial, requireDefaults } from './readTrial.ts';
import { stopSignal } from './stop.ts';

/** A config of the defaults `C`: the same keys, each a number, a string or a boolean as its default is. */
export type Config<C> = {
  readonly [K in keyof C]: C[K] extends number ? number : C[K] extends string ? string : boolean;
};

/** What one run of a program is given. */
export interface Trial<C> {
  /** The defaults, with what `--config` says in their place. */
  readonly config: Config<C>;
  /** Where the run is kept, once something is: that of `--folder`, else `trials/` and a name made of the config. */
  readonly folder: string;
  /** Aborted by SIGTERM and SIGINT: for `fit`, which then ends after the step at hand. */
  readonly signal: AbortSignal;
  /** The callback `lines()`, whose start line tells the config and the folder too. */
  lines(options?: Pick<LinesOptions, 'write'>): Callback;
}

/**
 * Makes a program a trial: one run, with numbers that whoever starts it may choose, in a folder where it goes on when
 * it is started again.
 *
 * - `--config '{"units": 64}'` or `--config @file.json` replaces defaults, `--folder DIR` says where the run is kept,
 *   `--help` explains both. Without them the program runs alone, with its defaults.
 * - Options that do not fit end the process with code 2, and one line on the standard error says why.
 * - SIGTERM and SIGINT abort `signal`. Once they have, the process ends with 143, whether the program catches what
 *   `fit` then throws or not; a second SIGINT ends it at once.
 * - With `KINDLING_PARENT=stdin` in the environment the process ends, with 143, when its standard input closes. Of
 *   several ranks the first one looks; its launcher ends the others.
 *
 * Call it once, first thing in a program in Node. A seed belongs into the defaults; to start a trial again is to go on
 * only if the program asks its folder, as the example does.
 *
 * @param defaults What `--config` may replace, by name: finite numbers, strings, booleans.
 * @throws TypeError for defaults that are something else.
 * @example
 * ```ts
 * import { backup, compile, latestBackup } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 * import { tensor2d } from '@tensorflow/tfjs-core';
 *
 * const { config, folder, lines, signal } = trial({ learningRate: 0.01, units: 8, seed: 1 });
 * const path = `${folder}/backup.safetensors`;
 * const net = sequential([input({ shape: [1] }), dense({ units: config.units }), dense({ units: 1 })]);
 * const optimizer = sgd({ learningRate: config.learningRate });
 * const checkpoint = await latestBackup(path);
 * const trainer = compile(net, { optimizer, loss: 'mse', seed: config.seed, checkpoint });
 * const data = { x: tensor2d([[1], [2], [3]]), y: tensor2d([[2], [4], [6]]) };
 * await trainer.fit(data, { epochs: 5, signal, callbacks: [backup({ path }), lines()] });
 * ```
 */
export const trial = <const C extends { readonly [K in keyof C]: number | string | boolean }>(
  defaults: C,
): Trial<C> => {
  const checked = requireDefaults(defaults);
  const [, program = 'trial.mjs', ...args] = process.argv;
  const { config, folder, help } = orExit(() => readTrial(checked, args));
  if (help) {
    process.stdout.write(helpOf(basename(program), checked));
    process.exit(0);
  }
  const signal = stopSignal();
  tieToParent();
  return {
    config: config as Config<C>,
    folder,
    signal,
    lines: (options = {}) => lines({ ...options, about: { folder, config } }),
  };
};

/** What cannot be right whenever it is started again ends the process with 2. */
const orExit = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
};
