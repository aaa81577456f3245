import { count as counted, epochsOf, percent } from './numbers.ts';

/** Where a page is zoomed to 400 % there is no room for more letters. */
export const shortName = (name: string): string => name.slice(0, 3);

const stepsOf = (steps: number): string => `${counted(steps)} ${steps === 1 ? 'step' : 'steps'}`;

export const matrixCopy = {
  title: 'What does it mix up?',
  hint: 'A row is what a picture is, a column what the network says. On the diagonal it is right. Press a number to see its pictures.',
  waiting: 'After the first epoch',
  /** Of the end of an epoch, or of a step within one. */
  when: (epoch: number, step: number | undefined): string =>
    step === undefined ? `epoch ${counted(epoch)}` : `step ${counted(step)}`,
  caption: (epoch: number, step: number | undefined): string =>
    `Confusion matrix after ${step === undefined ? epochsOf(epoch) : stepsOf(step)}: rows actual, columns predicted`,
  captionBefore: 'Confusion matrix, empty until the first epoch has ended',
  corner: 'actual ↓  predicted →',
  cornerName: 'Actual class',
  recall: 'recall',
  recallName: 'Recall: of all that are of the class, how many were found',
  precision: 'precision',
  precisionName: 'Precision: of all that it called so, how many are',
  cell: (actual: string, predicted: string, count: number): string =>
    `Actual ${actual}, predicted ${predicted}: ${counted(count)} ${count === 1 ? 'picture' : 'pictures'}`,
  share: (share: number | undefined): string => (share === undefined ? '–' : percent(share)),
  words: 'Recall: of all that are of a class, how many it found. Precision: of all that it called so, how many are.',
  save: 'Save as picture',
  notSaved: (why: string): string => `The picture could not be made: ${why}.`,
  plotTitle: (epoch: number, step: number | undefined): string => `Confusion matrix, ${matrixCopy.when(epoch, step)}`,
  file: 'confusion-matrix.svg',
};
