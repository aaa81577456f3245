import type { Model } from '@kindling/models';
import { UsageError } from '../cli/command.ts';
import { written } from '../cli/flags.ts';
import { cnn } from './cnn.ts';
import { mlp } from './mlp.ts';

export const networkNames = ['mlp', 'cnn'] as const;

/** Which network is to be trained. */
export interface Choice {
  readonly model: (typeof networkNames)[number];
  /** Units of the hidden layers of the mlp. */
  readonly hidden: readonly number[] | undefined;
}

/** The hidden layers of the chapter. */
export const chapter: readonly number[] = [200, 150];

/**
 * A choice with its defaults filled in.
 *
 * @throws UsageError for hidden layers of a network that has its own
 */
export const resolved = (command: string, { model, hidden }: Choice): Choice => {
  if (model === 'mlp') return { model, hidden: hidden ?? chapter };
  if (hidden === undefined) return { model, hidden };
  throw new UsageError(
    `${command}: --hidden goes with --model mlp; the layers of ${model} are fixed, got --hidden ${written(hidden)}`,
  );
};

export const network = ({ model, hidden = chapter }: Choice, shape: readonly number[], classes: number): Model =>
  model === 'cnn' ? cnn(shape, classes) : mlp(shape, hidden, classes);
