import { megabytes } from './numbers.ts';

/** Sentences of files that are opened, and of runs that are kept. */

const unchanged = 'The run here is as it was.';

/** More than the largest project of this page: six layers of 2,048 units, with what Adam carries. */
export const mostFileBytes = 400e6;

export const files = {
  refused: (name: string, why: string): string => `“${name}” can't be opened: ${why}. ${unchanged}`,
  unreadable: (name: string): string =>
    `“${name}” can't be read: it may be a folder, or a file that has moved. ${unchanged}`,
  tooLarge: (bytes: number): string =>
    `it has ${megabytes(bytes)} MB, and a project has at most ${megabytes(mostFileBytes)}`,
  noFile: 'it is not a safetensors file, or a part of it is missing',
  noModel: 'it holds numbers, but no model that says what they are',
  damaged: 'its content is not what was written: it was damaged',
  otherModel:
    'its model is not one that these controls can make: an input of 32 × 32 × 3, dense layers, and ten classes with a softmax',
  otherWeights: 'its weights are not those of its model',
  notFinite: 'its weights are not all numbers',
  partDamaged: (part: string): string => `its ${part} can't be read`,
  otherSpec: (why: string): string => `it asks for what this page does not do: ${why}`,
  otherVersion: 'it is of another version of this page',
  otherRun: 'its training is not that of its settings',
  keptDamaged: 'The run of your last visit could not be read, so this is a fresh start.',
  storageFull: 'Not saved: storage is full',
  storageGone: 'Not saved: this browser lets the page keep nothing here',
} as const;
