import type { Guesses } from '../worker/protocol.ts';

export const orders = ['wrong', 'unsure', 'given'] as const;

/** Of the pictures: wrong ones first, those least sure of first, or as the data has them. */
export type Order = (typeof orders)[number];

/** Which pictures are wanted: of an actual class, or of one cell of the matrix. */
export interface Wanted {
  readonly actual: number | undefined;
  readonly predicted: number | undefined;
}

/** Places of the wanted pictures, in the data's order. */
export const placesOf = (guesses: Guesses, actual: Uint8Array, wanted: Wanted): number[] =>
  Array.from(guesses.classes.keys()).filter(
    (place) =>
      (wanted.actual === undefined || actual[place] === wanted.actual) &&
      (wanted.predicted === undefined || guesses.classes[place] === wanted.predicted),
  );

/**
 * Places in an order. Wrong ones first means those that the network was most sure of, then the right ones that it was
 * least sure of: the most telling first. Equals stay in the data's order.
 */
export const ranked = (places: readonly number[], order: Order, guesses: Guesses, actual: Uint8Array): number[] => {
  const { classes, sure } = guesses;
  const isWrong = (place: number): boolean => classes[place] !== actual[place];
  if (order === 'given') return [...places];
  if (order === 'unsure') return [...places].sort((a, b) => sure[a]! - sure[b]!);
  return [
    ...places.filter(isWrong).sort((a, b) => sure[b]! - sure[a]!),
    ...places.filter((place) => !isWrong(place)).sort((a, b) => sure[a]! - sure[b]!),
  ];
};

/** How many of these places are guessed wrong. */
export const wrongOf = (places: readonly number[], guesses: Guesses, actual: Uint8Array): number =>
  places.filter((place) => guesses.classes[place] !== actual[place]).length;

/** The place of a class among all by their probabilities, from 1 on; equals share the better place. */
export const rankOf = (probabilities: ArrayLike<number>, actual: number): number =>
  1 + Array.from(probabilities).filter((probability) => probability > probabilities[actual]!).length;
