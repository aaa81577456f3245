// The entry @kindling/viz/node: what a browser bundle must not reach.
export { type PNGOptions, toPNG } from './raster/toPNG.ts';
