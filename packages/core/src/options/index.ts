// The entry `@kindling/core/options`: for packages that know no tfjs.
export { type Aliased, type AliasOf, byAnyName, everyName, nameOfFactory } from './aliases.ts';
export { requireBoolean } from './booleans.ts';
export { closest, unknownName } from './names.ts';
export {
  isFiniteNumber,
  requireCount,
  requireFraction,
  requireNonZero,
  requireNumber,
  requirePositive,
  requirePositiveInteger,
  requireRate,
} from './numbers.ts';
export {
  type DefaultedOption,
  type Option,
  type OptionalOption,
  type OptionTable,
  optional,
  optionOf,
  type ResolvedOptions,
  withDefault,
} from './option.ts';
export { requireOptions } from './options.ts';
export { readOptions } from './readOptions.ts';
export { formatShape, type ShapeLike, show } from './show.ts';
export {
  count,
  finiteNumber,
  flag,
  fraction,
  functionOption,
  nonZeroNumber,
  numberFrom,
  oneOf,
  positiveInteger,
  positiveNumber,
  rate,
  text,
} from './standard.ts';
export { type WasmPaths, wasmPathsOption } from './wasmPaths.ts';
