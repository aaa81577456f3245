import type { ChartPoint, EpochRow, FirstLayer, Guesses } from '../../../../apps/web/src/worker/protocol.ts';

/** A number in 0..1 that looks random and is the same at every call. */
export const chance = (...of: readonly number[]): number => {
  let hash = 2166136261;
  for (const each of of) hash = Math.imul(hash ^ (each + 0x9e3779b9), 16777619) ^ (hash >>> 13);
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
};

const classes = 10;
/** What each class is taken for where the guess is wrong: disc for ring, square for frame, and so on. */
const partner = [1, 0, 3, 2, 5, 4, 7, 6, 9, 2];

/** How many are right after so many epochs, as the book's network on `shapes` goes. */
export const accuracyAt = (epochs: number): number => 0.1 + 0.84 * (1 - Math.exp(-epochs / 3));
const lossAt = (epochs: number): number => 0.2 + 2.1 * Math.exp(-epochs / 2.6);

/** Every tenth step, up to one. */
export const pointsTo = (step: number, stepsPerEpoch: number): readonly ChartPoint[] =>
  Array.from({ length: Math.floor(step / 10) }, (_, index) => {
    const at = (index + 1) * 10;
    const wobble = (chance(at, 1) - 0.5) * 0.12;
    return {
      step: at,
      steps: 10,
      loss: lossAt(at / stepsPerEpoch) * (1 + wobble),
      accuracy: Math.min(1, Math.max(0, accuracyAt(at / stepsPerEpoch) - wobble)),
    };
  });

export const rowAt = (epoch: number): EpochRow => ({
  epoch,
  loss: lossAt(epoch + 0.5),
  accuracy: accuracyAt(epoch + 0.5),
  validation: { loss: lossAt(epoch + 0.8) * 1.06, accuracy: accuracyAt(epoch + 0.7) - 0.02 },
});

/** Guesses of pictures that are of these classes, after so many epochs. */
export const guessesOf = (actual: Uint8Array, epochs: number): Guesses => {
  const guessed = new Uint8Array(actual.length);
  const sure = new Uint8Array(actual.length);
  const accuracy = accuracyAt(epochs);
  for (let id = 0; id < actual.length; id++) {
    const isRight = chance(id, 2) < accuracy;
    const wrong = chance(id, 3) < 0.6 ? partner[actual[id]!]! : Math.floor(chance(id, 4) * classes);
    guessed[id] = isRight ? actual[id]! : wrong;
    sure[id] = 255 * Math.min(0.99, 0.12 + accuracy * (isRight ? 0.5 + chance(id, 5) / 2 : 0.2 + chance(id, 5) / 2));
  }
  return { classes: guessed, sure };
};

export const countsOf = (actual: Uint8Array, guesses: Guesses): readonly (readonly number[])[] => {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let id = 0; id < actual.length; id++) counts[actual[id]!]![guesses.classes[id]!]! += 1;
  return counts;
};

const pictureSize = 32 * 32 * 3;

/** Neurons that look for a class each, the first clearly, the last not at all. */
export const layerAt = (epoch: number, pixels: Uint8Array, count: number): FirstLayer => {
  const bytes = new Uint8Array(count * pictureSize);
  for (let unit = 0; unit < count; unit++) {
    const clear = (epoch / 10) * (1 - unit / count);
    for (let at = 0; at < pictureSize; at++) {
      const seen = pixels[(unit % 30) * pictureSize + at]! - 128;
      const noise = (chance(unit, at) - 0.5) * 70;
      bytes[unit * pictureSize + at] = Math.max(0, Math.min(255, 128 + seen * clear + noise));
    }
  }
  return {
    epoch,
    units: Uint16Array.from({ length: count }, (_, index) => (index * 7) % 200),
    pixels: bytes,
    moved: Float32Array.from({ length: count }, (_, index) => 1 - index / count),
    total: 200,
  };
};
