import { shapePicture } from '@kindling/data/shapes';

/** The set's own, in the worker and in the script: a spec's seed is of training. */
const seed = 1;

/** One of the test pictures of shapes, which are the same bytes everywhere. */
export const drawnTestPicture = (index: number): Uint8Array => shapePicture({ seed, index, of: 'test' }).data;

/** One of the training pictures of shapes. */
export const drawnTrainPicture = (index: number): Uint8Array => shapePicture({ seed, index, of: 'train' }).data;
