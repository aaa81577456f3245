import { install } from '../install.ts';
import { trainedBits } from './trainedBits.ts';

/** What was found out about vectors of 256 bits. */
export interface WideVerdict {
  /** Whether to use them: `install({ wideSimd: wide })`. */
  readonly wide: boolean;
  /** Why not. */
  readonly reason: string | undefined;
}

/**
 * Trains a small convolutional network with vectors of 128 bits and of 256, and compares the weights bit by bit. V8
 * calls what makes the wide ones experimental, and may end the process on the way: `wideVerdict` has this run in a
 * process of its own, and remembers the answer.
 *
 * tfjs's `wasm` backend is in use afterwards.
 *
 * @throws Error where `@tensorflow/tfjs-backend-wasm` is absent or does not start, and where `install` is in force with
 *   other options.
 * @example
 * ```ts
 * import { compareWide } from '@kindling/wasm/node';
 *
 * console.log(await compareWide());
 * ```
 */
export const compareWide = async (): Promise<WideVerdict> => {
  const usual = await install({ threads: 1 });
  const expected = await trainedBits();
  await usual.undo();
  const wide = await install({ threads: 1, wideSimd: true });
  try {
    if (wide.narrower !== undefined) return { wide: false, reason: wide.narrower };
    const got = await trainedBits();
    const isSame = got.every((numbers, i) => numbers.every((number, k) => number === expected[i]![k]));
    return isSame
      ? { wide: true, reason: undefined }
      : { wide: false, reason: 'training comes out differently with it' };
  } finally {
    await wide.undo();
  }
};
