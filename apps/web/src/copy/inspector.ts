import { percent } from './numbers.ts';

const ordinals = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th', '8th', '9th', '10th'];

export const inspectorCopy = {
  title: (id: number): string => `Picture ${id}`,
  hint: 'The network shares 100 percent out among ten classes. It cannot say “I don’t know”.',
  bars: 'How likely it holds each class',
  actual: 'actual',
  verdict: (actual: string, rank: number, share: number): string =>
    rank === 1
      ? `Right: it is “${actual}”, and that is its first guess, with ${percent(share)}.`
      : `Wrong: it is “${actual}”. That is its ${ordinals[rank - 1] ?? `${rank}th`} guess, with ${percent(share)}.`,
  history: (actual: string): string => `“${actual}”, epoch by epoch`,
  historySays: (shares: readonly number[]): string =>
    `From ${percent(shares[0]!)} after the first epoch to ${percent(shares.at(-1)!)} after the last`,
  all: '100 %',
  none: '0 %',
  noHistory: 'A line is drawn here after two epochs.',
  neurons: 'The first-layer neurons it excites most',
  neuron: (unit: number, value: number): string => `Neuron ${unit}, ${inspectorCopy.excited(value)}`,
  excited: (value: number): string => `excited ${value.toFixed(1)}`,
  before: 'Previous',
  next: 'Next',
  save: 'Save PNG',
  noPng: 'This browser could not make a PNG of it.',
  close: 'Close',
  waiting: 'Asking the network…',
  refused: (why: string): string => `The network gave no answer: ${why}.`,
  file: (id: number, actual: string): string => `picture-${id}-${actual}.png`,
};
