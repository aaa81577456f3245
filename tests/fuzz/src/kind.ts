import type { Draw } from './draw.ts';
import { isWorded } from './isWorded.ts';

export type Outcome = 'accepted' | 'refused';

/** A kind of input that comes from strangers. */
export interface Kind {
  readonly name: string;
  /** Makes one case and runs it; throws where the answer is wrong. */
  once(draw: Draw): Outcome | Promise<Outcome>;
}

export class Wrong extends Error {}

/** What a refusal is looked at for. */
interface Expected {
  /** How an error of this kind reads. Default: with its owner first. */
  readonly form?: RegExp;
  /** What the case was, for the report. */
  readonly about: string;
}

/** Runs work: an error must be in words. */
export const answerOf = async <T>(
  work: () => T | Promise<T>,
  { form, about }: Expected,
): Promise<{ readonly value: T } | { readonly error: Error }> => {
  try {
    return { value: await work() };
  } catch (error) {
    if (isWorded(error, form)) return { error: error as Error };
    throw new Wrong(`${about}: a raw error, ${error instanceof Error ? error.stack : String(error)}`);
  }
};
