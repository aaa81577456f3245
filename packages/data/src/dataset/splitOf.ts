// internal: what the sources of pictures give
import type { Images, Vector } from '../host/hostArray.ts';
import type { Split } from './labelled.ts';

export const splitOf = (x: Images, y: Vector<Uint8Array>): Split => ({
  x,
  y,
  slice: (start, end) => splitOf(x.slice(start, end), y.slice(start, end)),
});
