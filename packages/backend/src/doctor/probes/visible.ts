// internal: which GPUs CUDA_VISIBLE_DEVICES leaves to a program
import type { Gpu } from '../diagnosis.ts';

type Named = Pick<Gpu, 'index' | 'uuid'>;

const isMeant = (word: string, { index, uuid }: Named): boolean =>
  /^\d+$/.test(word)
    ? Number(word) === index
    : word.startsWith('GPU-')
      ? (uuid?.startsWith(word) ?? true)
      : // A part of a GPU: of which one is not known here.
        word.startsWith('MIG-');

/** CUDA reads the list from left to right, and ends at the first word that is no GPU. */
export const isVisible = (gpu: Named, all: readonly Named[], setting: string | undefined): boolean => {
  if (setting === undefined) return true;
  for (const word of setting.split(',').map((part) => part.trim())) {
    if (!all.some((each) => isMeant(word, each))) return false;
    if (isMeant(word, gpu)) return true;
  }
  return false;
};
