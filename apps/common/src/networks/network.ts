import type { Model } from '@kindling/models';
import { cnn } from './cnn.ts';
import { mlp } from './mlp.ts';

export const networkNames = ['mlp', 'cnn'] as const;

/** Which network is to be trained. */
export interface NetworkChoice {
  readonly model: (typeof networkNames)[number];
  /** Units of the hidden layers of the mlp. */
  readonly hidden: readonly number[] | undefined;
}

/** The hidden layers of the chapter. */
export const chapter: readonly number[] = [200, 150];

/** The network of a choice, for pictures of a shape. */
export const network = (
  { model, hidden = chapter }: NetworkChoice,
  shape: readonly number[],
  classes: number,
): Model => (model === 'cnn' ? cnn(shape, classes) : mlp(shape, hidden, classes));
