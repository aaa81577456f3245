import type { Spec } from '@kindling/app-common';
import type { ChartPoint, EpochRow } from '../worker/protocol.ts';
import { count, epochsOf, loss, percent, rate, seconds } from './numbers.ts';

export const heading = 'Is it learning?';
export const names = { loss: 'Loss', accuracy: 'Accuracy' } as const;
/** @param epoch whose mean the key tells, counted from 0 */
export const hint = (epoch: number | undefined): string =>
  `Loss: how wrong it is. Accuracy: how often it is right.${epoch === undefined ? '' : ` Mean: over all of epoch ${count(epoch + 1)}.`}`;
export const train = 'train';
/** Where the number beside it is no place of the line. */
export const trainMean = 'train, mean';
export const validation = 'validation';
/** What a chart can't show. */
export const upTo = (value: number): string => `up to ${lossTick(Number(value.toPrecision(3)))}`;
export const guessing = 'guessing';
export const axis = 'epoch';
export const table = { show: 'Table', hide: 'Hide table', caption: 'What each epoch came to' } as const;
export const columns = ['Epoch', 'Train loss', 'Train accuracy', 'Validation loss', 'Validation accuracy'] as const;
export const noRows = 'The first epoch has not ended yet.';
export const noCharts = 'The charts could not be loaded; training goes on without them. Reload the page to see them.';
export const switchTo = 'Which chart';
export const why = {
  question: 'Why do train and validation differ?',
  answer: [
    'Train is averaged while the network was still learning during the epoch; validation is measured at its end.',
    'An epoch is one pass over all training pictures, each looked at once, in a new order. Validation uses pictures that training never sees: if it stops getting better while train goes on, the network learns by heart.',
    'Guessing among ten classes is right 10 % of the time, and its loss is ln 10 = 2.303. That is where the dotted lines are.',
  ],
} as const;

const verb = (from: number, to: number): string => (to < from ? 'fell' : to > from ? 'rose' : 'stayed');

/** The figure in one sentence. */
export const figureSentence = (
  of: 'loss' | 'accuracy',
  points: readonly ChartPoint[],
  rows: readonly EpochRow[],
): string => {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${names[of]}: nothing has been learned yet.`;
  const say = of === 'loss' ? loss : percent;
  const end = rows.at(-1);
  const [from, to] = [first[of], end?.[of] ?? last[of]];
  const inEpochs = `in ${end === undefined ? `${count(last.step)} steps` : epochsOf(rows.length)}`;
  const tested = end === undefined ? '' : `, validation ${say(end.validation[of])}`;
  return `${names[of]} ${verb(from, to)} from ${say(from)} to ${say(to)} ${inEpochs}${tested}.`;
};

/** Where the charts are pointed at, in whole steps of the epoch that they belong to. */
export const place = (x: number, perEpoch: number): string => {
  const step = Math.round(x * perEpoch);
  const epoch = Math.max(1, Math.ceil(step / perEpoch));
  return `epoch ${count(epoch)}, step ${count(step - (epoch - 1) * perEpoch)} of ${count(perEpoch)}`;
};

/** `Epoch 9, step 88 of 157: train 0.428, validation 0.391` */
export const reading = (
  x: number,
  perEpoch: number,
  { train, validation }: { readonly train: string | undefined; readonly validation: string | undefined },
): string => {
  const values = [
    ...(train === undefined ? [] : [`train ${train}`]),
    ...(validation === undefined ? [] : [`validation ${validation}`]),
  ];
  return `E${place(x, perEpoch).slice(1)}: ${values.join(', ')}`;
};

const layerName = ({ units, activation }: Spec['layers'][number]): string =>
  activation === 'relu' ? `Dense ${count(units)}` : `Dense ${count(units)} ${activation}`;

/** How the layers of an earlier run differ from those of this one. */
const layersOf = (before: Spec, now: Spec): string[] => {
  const [a, b] = [before.layers.map(layerName), now.layers.map(layerName)];
  if (a.join() === b.join()) return [];
  if (a.length === 0) return ['no hidden layer'];
  if (a.length < b.length) {
    const gone = b.filter((name) => !a.includes(name));
    if (gone.length === b.length - a.length) return gone.map((name) => `no ${name}`);
  }
  const added = a.filter((name) => !b.includes(name));
  return added.length > 0 ? added : [a.join(', ')];
};

/** An earlier run by what it had that this one has not: `no Dense 150`, `rate 0.05`. */
export const changeName = (before: Spec, now: Spec): string => {
  const changes = [
    ...(before.data === now.data ? [] : [before.data === 'shapes' ? 'shapes' : 'CIFAR-10']),
    ...layersOf(before, now),
    ...(before.optimizer === now.optimizer ? [] : [before.optimizer === 'sgd' ? 'SGD' : 'Adam']),
    ...(before.learningRate === now.learningRate ? [] : [`rate ${rate(before.learningRate)}`]),
    ...(before.batch === now.batch ? [] : [`batch ${before.batch}`]),
    ...(before.pictures === now.pictures ? [] : [`${count(before.pictures)} pictures`]),
    ...(before.epochs === now.epochs ? [] : [`${before.epochs} epochs`]),
    ...(before.seed === now.seed ? [] : [`seed ${before.seed}`]),
  ];
  if (changes.length === 0) return 'the same';
  return changes.length > 2 ? `${changes.slice(0, 2).join(', ')} and more` : changes.join(', ');
};

/** `before: no Dense 150, 77.0 % in 3.2 s` */
export const earlierLegend = (name: string, accuracy: number | undefined, time: number | undefined): string =>
  `before: ${name}${accuracy === undefined ? '' : `, ${percent(accuracy)}`}${time === undefined ? '' : ` in ${seconds(time)}`}`;

export const lossTick = (value: number): string =>
  value >= 1000 ? value.toExponential(0).replace('+', '') : `${value}`;
export const shareTick = (value: number): string => `${Math.round(value * 100)} %`;
