import type { Training } from '../state/differs.ts';
import { count, epochsOf, rate as rateText, seconds } from './numbers.ts';
import { buttons } from './runBar.ts';

export const title = 'Train';
export const hint = (batch: number, steps: number): string =>
  `A step shows it ${count(batch)} pictures and turns every weight a little. An epoch is all pictures once: ${count(steps)} ${steps === 1 ? 'step' : 'steps'}.`;
export const optimizer = 'Optimizer';
export const optimizerNames = { adam: 'Adam', sgd: 'SGD' } as const;
/** What tells one from the other. */
export const optimizerHints = {
  adam: 'a step size per weight',
  sgd: 'one step size for all',
} as const;
export const rate = 'Learning rate';
/** As it is written out; undefined where it stands so in the field. */
const writtenOut = (value: number): string | undefined =>
  rateText(value).includes('e') ? value.toLocaleString('en-US', { maximumSignificantDigits: 3 }) : undefined;
/** `5e-4 = 0.0005, the step size` */
export const rateHint = (value: number): string => {
  const long = writtenOut(value);
  return `${long === undefined ? '' : `${rateText(value)} = ${long}, `}the step size`;
};
export const rateSlider = 'Learning rate, as a slider';
export const batch = 'Batch';
export const epochs = 'Epochs';
export const seed = 'Seed';
export const seedHint = 'same seed, same run';
export const train = (epochs: number, takes: number | undefined, isAgain: boolean): string =>
  `${isAgain ? buttons.again : `Train ${epochsOf(epochs)}`}${takes === undefined ? '' : `, ${seconds(takes)}`}`;
export const note = {
  starting: 'It begins when the device is ready.',
  rests: 'Each run begins anew, from random weights.',
  live: 'A new rate counts at once; other changes need a new run.',
  refused: 'What is marked red can’t be used as it is.',
} as const;
/** Where somebody would begin a run all the same. */
export const refusedFirst = 'Mend what is marked red first.';
/** `For the next run. The one shown has Adam, batch 32.` */
export const other = ({ optimizer: name, learningRate, batch: size, epochs: many, seed: number }: Training): string => {
  const parts = [
    name && optimizerNames[name],
    learningRate === undefined ? undefined : `the rate ${rateText(learningRate)}`,
    size && `batches of ${count(size)}`,
    many && epochsOf(many),
    number === undefined ? undefined : `the seed ${number}`,
  ];
  return `For the next run. The one shown has ${parts.filter((part) => part !== undefined).join(', ')}.`;
};
export const restart = 'Restart with changes';
