// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { Cifar10Options, Cifar10Progress, Cifar10Source } from './cifar10/options.ts';
export type { Batchable, Batched } from './dataset/batched.ts';
export { type Dataset, type DatasetDefinition, dataset, pipe, type Stage } from './dataset/dataset.ts';
export type { Labelled, Split } from './dataset/labelled.ts';
export type { Pass } from './dataset/pass.ts';
export { rowsOf, withRows } from './dataset/rows.ts';
export { type HostArray, hostArray, type Images, isHostArray, type Vector } from './host/hostArray.ts';
export { isTypedArray, type Stored, type TypedArray } from './host/typedArray.ts';
export { cifar10 } from './sources/cifar10.ts';
export {
  type ColumnTypes,
  type FromArraysOptions,
  fromArrays,
  type Nested,
  type Row,
  type Rows,
} from './sources/fromArrays.ts';
export { keptCifar10 } from './sources/keptCifar10.ts';
export { removeCifar10 } from './sources/removeCifar10.ts';
export { type ShapesOptions, shapes } from './sources/shapes.ts';
export { type BatchOptions, batch } from './stages/batch.ts';
export { filter } from './stages/filter.ts';
export { map } from './stages/map.ts';
export { prefetch } from './stages/prefetch.ts';
export { prepare } from './stages/prepare.ts';
export { repeat } from './stages/repeat.ts';
export { type ShardOptions, shard, type Tail } from './stages/shard.ts';
export { type ShuffleOptions, shuffle } from './stages/shuffle.ts';
export { skip } from './stages/skip.ts';
export { type SplitOptions, split } from './stages/split.ts';
export { take } from './stages/take.ts';
export { type Moments, moments } from './transforms/moments.ts';
export { type NormalizeOptions, normalize } from './transforms/normalize.ts';
export { oneHot } from './transforms/oneHot.ts';
export { type StandardizeOptions, standardize } from './transforms/standardize.ts';
