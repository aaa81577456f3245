// The entry `@kindling/data/shapes`: one picture at once, for pages that draw. It knows no tfjs.
export { type DrawShapeOptions, drawShape, type ShapeName, type ShapePicture, shapeNames } from './drawShape.ts';
export { type ShapePictureOptions, shapePicture } from './shapePicture.ts';
