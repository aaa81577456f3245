export { closest, unknownName } from './names.ts';
export { requireNumber, requirePositiveInteger, requireRate } from './numbers.ts';
export { formatShape, type ShapeLike, show } from './show.ts';
