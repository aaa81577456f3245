import { shapesSeed } from '@kindling/app-common';
import { shapePicture } from '@kindling/data/shapes';

/** One of the test pictures of shapes, which are the same bytes everywhere. */
export const drawnTestPicture = (index: number): Uint8Array =>
  shapePicture({ seed: shapesSeed, index, of: 'test' }).data;

/** One of the training pictures of shapes. */
export const drawnTrainPicture = (index: number): Uint8Array =>
  shapePicture({ seed: shapesSeed, index, of: 'train' }).data;
