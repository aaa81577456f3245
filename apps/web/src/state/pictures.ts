import type { DataName } from '@kindling/app-common';
import { effect, signal } from '@preact/signals';
import { pictureBytes } from '../draw/tile.ts';
import { dataName } from './dataset.ts';
import { drawnTestPicture } from './drawn.ts';
import { isPainted } from './painted.ts';
import { plan } from './plan.ts';
import { ask } from './trainer.ts';
import { wordsOf } from './words.ts';

/** Pixels of test pictures that are at hand, by their number; old ones go where there are many. */
const held = new Map<number, Uint8Array>();
const most = 600;
const asked = new Set<number>();
let source: DataName | undefined;

/** Counts the times that pictures came, or others took their place. */
export const arrivals = signal(0);
/** Why some pictures could not be had. */
export const unread = signal<string | undefined>(undefined);

/** The first test pictures of shapes are drawn by the page itself, before the worker has answered anything. */
const drawnHere = 40;
/** As many of them are there in the first frame. */
const drawnFirst = 12;
const isDrawnHere = (id: number): boolean => source === 'shapes' && id < drawnHere;

/** Pixels of a test picture; undefined until it has come. */
export const pictureOf = (id: number): Uint8Array | undefined => {
  const pixels = held.get(id);
  if (pixels !== undefined || !isDrawnHere(id) || !(id < drawnFirst || isPainted.value)) return pixels;
  const drawn = drawnTestPicture(id);
  held.set(id, drawn);
  return drawn;
};

/** Has the worker send those that are not at hand. */
export const wantPictures = async (wanted: readonly number[]): Promise<void> => {
  const from = source;
  const ids = wanted.filter((id) => !isDrawnHere(id) && pictureOf(id) === undefined && !asked.has(id));
  if (ids.length === 0) return;
  for (const id of ids) asked.add(id);
  try {
    const { pixels } = await ask('pictures', { of: 'test', ids });
    if (from !== source) return;
    ids.forEach((id, index) => {
      held.set(id, pixels.slice(index * pictureBytes, (index + 1) * pictureBytes));
    });
    const old = [...held.keys()].slice(0, Math.max(0, held.size - most));
    for (const id of old) if (!wanted.includes(id)) held.delete(id);
    unread.value = undefined;
    arrivals.value += 1;
  } catch (error) {
    if (from === source) unread.value = wordsOf(error);
  } finally {
    if (from === source) for (const id of ids) asked.delete(id);
  }
};

/** Pictures of other data are not these. */
effect(() => {
  const now = dataName.value ?? plan.value.data;
  if (now === source) return;
  source = now;
  held.clear();
  asked.clear();
  unread.value = undefined;
  arrivals.value = arrivals.peek() + 1;
});
