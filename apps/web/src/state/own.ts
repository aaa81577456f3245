import { batch, computed, signal } from '@preact/signals';
import { drop } from '../copy/data.ts';
import { pictureSize } from '../draw/pictureSize.ts';
import { shrink, thumbnail } from '../draw/shrink.ts';
import { door, fileTold, refuseFile } from './door.ts';
import { names } from './names.ts';
import { ask, onEvent } from './trainer.ts';
import { wordsOf } from './words.ts';

/** A picture of the visitor's: as it is, small, and as the network sees it. */
export interface OwnPicture {
  readonly original: ImageBitmap;
  readonly pixels: Uint8Array;
}

export const own = signal<OwnPicture | undefined>(undefined);
export const probabilities = signal<Float32Array | undefined>(undefined);
/** Why there are none. */
export const unanswered = signal<string | undefined>(undefined);

/** The likeliest class. */
export const best = computed(() => {
  const shares = Array.from(probabilities.value ?? []);
  const share = Math.max(...shares);
  const name = names.value[shares.indexOf(share)];
  return name === undefined ? undefined : { name, share };
});

const mostBytes = 30e6;
const mostPixels = 12_000;
/** A JPEG may tell its size behind a thumbnail and a colour profile. */
const headBytes = 256 * 1024;

const isHuge = ({ width, height }: { readonly width: number; readonly height: number }): boolean =>
  Math.max(width, height) > mostPixels;

let isAsking = false;

/** Asks the network as it is now; one question at a time, as answers are taken from training. */
const guess = async (): Promise<void> => {
  const picture = own.peek();
  if (picture === undefined || isAsking) return;
  isAsking = true;
  try {
    const told = await ask('predict', { pixels: picture.pixels });
    batch(() => {
      probabilities.value = told.probabilities;
      unanswered.value = undefined;
    });
  } catch (error) {
    unanswered.value = wordsOf(error);
  } finally {
    isAsking = false;
  }
  if (own.peek() !== picture) void guess();
};

/** The sentence that refuses a picture, or the picture. */
const read = async (file: Blob, name: string): Promise<ImageBitmap | string> => {
  if (file.size > mostBytes) return drop.manyBytes(name, file.size);
  const told = pictureSize(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  if (told !== undefined && isHuge(told)) return drop.manyPixels(name, told.width, told.height);
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return drop.notDecoded(name);
  if (!isHuge(bitmap)) return bitmap;
  bitmap.close();
  return drop.manyPixels(name, bitmap.width, bitmap.height);
};

/** Shows a picture that was chosen, dropped or pasted, and what the network makes of it. */
export const showOwn = async (file: Blob, name: string): Promise<void> => {
  const bitmap = await read(file, name);
  if (typeof bitmap === 'string') return refuseFile(bitmap);
  const pixels = shrink(bitmap);
  const original = await thumbnail(bitmap);
  bitmap.close();
  own.peek()?.original.close();
  batch(() => {
    own.value = { original, pixels };
    probabilities.value = undefined;
    fileTold.value = undefined;
    door.value = { name: 'own' };
  });
  await guess();
};

const news = new Set(['watched', 'epoch', 'state', 'restored']);

/** Asks again whenever the network has changed and the answer is on show. */
export const followNetwork = (): void =>
  onEvent(({ type }) => {
    if (news.has(type) && door.peek()?.name === 'own') void guess();
  });
