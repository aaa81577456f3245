export { requireBoolean } from './booleans.ts';
export { closest, unknownName } from './names.ts';
export {
  requireCount,
  requireFraction,
  requireNumber,
  requirePositive,
  requirePositiveInteger,
  requireRate,
} from './numbers.ts';
export { requireOptions } from './options.ts';
export { formatShape, type ShapeLike, show } from './show.ts';
