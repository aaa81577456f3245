import type { ChartPoint, EpochRow, FirstLayer, Guesses } from '../../../../apps/web/src/worker/protocol.ts';
import type { Recording, Written } from './record.ts';
import recorded from './recording.json' with { type: 'json' };

/** The book's run, as the real trainer told it. */
export const recording: Recording = recorded;

/** A number in 0..1 that looks random and is the same at every call. */
const chance = (...of: readonly number[]): number => {
  let hash = 2166136261;
  for (const each of of) hash = Math.imul(hash ^ (each + 0x9e3779b9), 16777619) ^ (hash >>> 13);
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
};

const classes = 10;

const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const read = ({ classes: taken, sure }: Written): Guesses => ({ classes: bytesOf(taken), sure: bytesOf(sure) });

export const pointsTo = (step: number): readonly ChartPoint[] => recording.points.filter((point) => point.step <= step);
export const rowsTo = (epochs: number): readonly EpochRow[] => recording.rows.slice(0, epochs);

/** Of all test pictures, after so many epochs; of one at least. */
export const guessesAfter = (epochs: number): Guesses => read(recording.guesses[Math.max(0, epochs - 1)]!);

/** Of the watched pictures, as they were told last before a step. */
export const watchedAt = (step: number): Guesses => read(recording.watched.findLast((each) => each.step <= step)!);

export const countsOf = (actual: Uint8Array, guesses: Guesses): readonly (readonly number[])[] => {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let id = 0; id < actual.length; id++) counts[actual[id]!]![guesses.classes[id]!]! += 1;
  return counts;
};

/** All classes' shares around the one that is known: what is left of it, by chance. */
export const sharesOf = (favourite: number, sure: number): Float32Array => {
  const rest = Array.from({ length: classes }, (_, index) => (index === favourite ? 0 : chance(index, favourite, 9)));
  const sum = rest.reduce((total, each) => total + each, 0);
  return Float32Array.from(rest, (each, index) => (index === favourite ? sure : ((1 - sure) * each) / sum));
};

/** The shares of one picture after so many epochs, by its guess. */
export const sharesAfter = (id: number, epochs: number): Float32Array => {
  const { classes: taken, sure } = guessesAfter(epochs);
  return sharesOf(taken[id]!, sure[id]! / 255);
};

/** A run that learns nothing: it says the same of every picture. */
export const stuckPoints = (step: number): readonly ChartPoint[] =>
  pointsTo(step).map((point) => ({ ...point, loss: Math.LN10 + chance(point.step) / 50, accuracy: 0.1 }));
export const stuckRows = (epochs: number): readonly EpochRow[] =>
  rowsTo(epochs).map(({ epoch }) => {
    const measured = { loss: Math.LN10 + chance(epoch) / 100, accuracy: 0.1 };
    return { epoch, ...measured, validation: measured };
  });
export const stuckGuesses = (pictures: number): Guesses => ({
  classes: new Uint8Array(pictures),
  sure: new Uint8Array(pictures).fill(27),
});

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
