import { unknownName } from './names.ts';
import { show } from './show.ts';

/** Refuses what is not an object, and an option that is not among the known: `adam: unknown option "lr"`. */
export const requireOptions = (owner: string, given: unknown, known?: readonly string[]): void => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError(`${owner}: options must be an object, got ${show(given)}`);
  }
  const unknown = known && Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw unknownName(owner, 'option', unknown, known!);
};
