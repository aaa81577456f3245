import { effect, signal } from '@preact/signals';
import { pictureBytes } from '../draw/tile.ts';
import { dataName } from './dataset.ts';
import { drawnTrainPicture } from './drawn.ts';
import { trainCount } from './look.ts';
import { plan } from './plan.ts';
import { ask } from './trainer.ts';

/** A training picture of a class, with its number there. */
export interface ClassPicture {
  readonly id: number;
  readonly pixels: Uint8Array;
}

const classes = 10;
/** Where the search begins, so that picture 54, the chapter's, is among those of shapes. */
const first = 50;
/** As many hold each of ten classes but for one time in thousands. */
const searched = 120;

/** One of each class, in their order; undefined where there is none yet. */
export const classPictures = signal<readonly (ClassPicture | undefined)[]>(new Array(classes).fill(undefined));
const none = classPictures.peek();

/** The first picture of each class among those that begin with number `from`. */
export const oneOfEach = (pixels: Uint8Array, labels: Uint8Array, from: number): (ClassPicture | undefined)[] =>
  Array.from({ length: classes }, (_, ofClass) => {
    const index = labels.indexOf(ofClass);
    if (index < 0) return undefined;
    return { id: from + index, pixels: pixels.slice(index * pictureBytes, (index + 1) * pictureBytes) };
  });

/** Shapes of class c are those whose number ends with it. */
const drawn = (): ClassPicture[] =>
  Array.from({ length: classes }, (_, ofClass) => ({
    id: first + ofClass,
    pixels: drawnTrainPicture(first + ofClass),
  }));

const read = async (): Promise<void> => {
  const from = trainCount.peek() < first + searched ? 0 : first;
  const ids = Array.from({ length: Math.min(searched, trainCount.peek()) }, (_, index) => from + index);
  // Without them the panel has blank squares; the trainer itself tells what is wrong.
  const told = await ask('pictures', { of: 'train', ids }).catch(() => undefined);
  if (told !== undefined && dataName.value === 'cifar10' && plan.value.data === 'cifar10')
    classPictures.value = oneOfEach(told.pixels, told.classes, from);
};

/** Shows pictures of what is planned: those that are read come when the worker has them. */
export const followData = (): void => {
  let shown: string | undefined;
  effect(() => {
    const { data } = plan.value;
    const now = data === 'shapes' || dataName.value === data ? data : undefined;
    if (now === shown && now !== undefined) return;
    shown = now;
    classPictures.value = data === 'shapes' ? drawn() : none;
    if (now === 'cifar10') void read();
  });
};
