import type { Operation } from './operation.ts';
import { creation } from './table/creation.ts';
import { elementwise } from './table/elementwise.ts';
import { movement } from './table/movement.ts';
import { images } from './table/pictures.ts';
import { products } from './table/products.ts';
import { reductions } from './table/reductions.ts';
import { signals } from './table/signals.ts';
import { sparse } from './table/sparse.ts';
import { windows } from './table/windows.ts';

/** Every operation that tfjs-core exports. */
export const operations: readonly Operation[] = [
  ...creation,
  ...elementwise,
  ...images,
  ...movement,
  ...products,
  ...reductions,
  ...signals,
  ...sparse,
  ...windows,
];
