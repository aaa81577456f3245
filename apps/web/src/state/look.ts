import { batch, computed, signal } from '@preact/signals';
import type { Counts, FirstLayer, Guesses } from '../worker/protocol.ts';
import { type Order, placesOf, ranked } from './ranking.ts';
import { isRunning } from './run.ts';
import { isPhone } from './screen.ts';

/** Of the data at work. */
export const classNames = signal<readonly string[]>([]);
export const testClasses = signal<Uint8Array>(new Uint8Array());
export const testCount = signal(0);
export const trainCount = signal(0);
/** Of the watched pictures, the first ones of the test. */
export const watched = signal<Guesses | undefined>(undefined);
/** Of all test pictures, after the last epoch or where the run rests. */
export const guesses = signal<Guesses | undefined>(undefined);
/** `counts[actual][predicted]` of these guesses. */
export const counts = signal<Counts | undefined>(undefined);
/** The step of the network that these are of; undefined where it is the last epoch's end. */
export const guessedStep = signal<number | undefined>(undefined);
export const layer = signal<FirstLayer | undefined>(undefined);
/** Of the matrix: what pictures are, and what they are taken for. */
export interface Cell {
  readonly actual: number;
  readonly predicted: number;
}

/** The cell of the matrix that filters the pictures. */
export const filter = signal<Cell | undefined>(undefined);
/** The test picture that is open. */
export const inspected = signal<number | undefined>(undefined);
/** In which order the pictures stand once a run rests. */
export const order = signal<Order>('wrong');
/** The actual class that the pictures are of; undefined is all. */
export const ofClass = signal<number | undefined>(undefined);
/** How often more pictures were asked for. */
export const pages = signal(1);
/** The neuron of the first layer that is open. */
export const openNeuron = signal<number | undefined>(undefined);

/** How many test pictures are watched while a run goes on; what `open` tells the worker. */
export const watchedCount = isPhone.peek() ? 25 : 40;

/** While a run goes on the watched pictures stand still; once it rests all of them can be sorted. */
export const isBrowsing = computed(
  // What is guessed of pictures whose classes have not come yet can't be right or wrong.
  () => guesses.value !== undefined && testClasses.value.length >= guesses.value.classes.length && !isRunning.value,
);

/** The pictures of the class or the cell that is asked for, in the order that is asked for. */
export const found = computed((): readonly number[] => {
  const all = guesses.value;
  if (all === undefined) return [];
  const wanted = filter.value ?? { actual: ofClass.value, predicted: undefined };
  return ranked(placesOf(all, testClasses.value, wanted), order.value, all, testClasses.value);
});

/** As many as a page can hold without growing heavy. */
const most = 240;
const aPage = 60;

/** The pictures on show: at first as many as were watched, so that nothing moves when a run ends. */
export const shown = computed((): readonly number[] =>
  isBrowsing.value
    ? found.value.slice(0, Math.min(most, watchedCount + (pages.value - 1) * aPage))
    : Array.from({ length: watchedCount }, (_, place) => place),
);

/** How many more a click shows; 0 where all are there that can be. */
export const furtherCount = computed(() =>
  isBrowsing.value ? Math.min(aPage, Math.min(most, found.value.length) - shown.value.length) : 0,
);

/** What is guessed of one picture; undefined before the first guess. */
export const guessOf = (id: number): { readonly guess: number; readonly sure: number } | undefined => {
  const told = isBrowsing.value ? guesses.value : (watched.value ?? guesses.value);
  const guess = told?.classes[id];
  return guess === undefined ? undefined : { guess, sure: told!.sure[id]! / 255 };
};

/** Shows the pictures of one cell of the matrix; of a cell that is shown already, all again. */
export const showCell = (actual: number, predicted: number): void =>
  batch(() => {
    const isShown = filter.value?.actual === actual && filter.value.predicted === predicted;
    filter.value = isShown ? undefined : { actual, predicted };
    ofClass.value = undefined;
    pages.value = 1;
  });

/** Shows the pictures of one class, or of all. */
export const showClass = (actual: number | undefined): void =>
  batch(() => {
    filter.value = undefined;
    ofClass.value = actual;
    pages.value = 1;
  });

/** Takes the filter of a cell away by Escape. */
export const unfilterByKey = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || filter.value === undefined) return;
  event.preventDefault();
  showClass(undefined);
};

/** A cell's, to go back to. */
export const cellId = (actual: number, predicted: number): string => `cell-${actual}-${predicted}`;

/** That of the way back to it. */
export const backId = 'look-back';

/** The heading's, which is brought into view with the pictures that a cell asked for. */
export const lookTitle = 'look-title';
