import type { OptionalOption, OptionTable, ResolvedOptions } from './option.ts';
import { requireOptions } from './options.ts';

type Row = Partial<OptionalOption<unknown>> & { readonly default?: unknown; read: OptionalOption<unknown>['read'] };

/**
 * The options that were given, checked by their table, with its defaults filled in. An option that is `undefined`
 * counts as left out. What is neither given nor has a default is absent from the result.
 *
 * @param owner whom an error names
 * @param table every option of `C` with its check and its default
 * @param given the caller's options; `undefined` counts as none
 * @throws TypeError where `given` is not an object; Error for an option that the table does not have, with the nearest
 *   one that it has; and whatever a check of the table throws
 * @example
 * ```ts
 * import { finiteNumber, flag, readOptions, withDefault } from '@kindling/core';
 *
 * interface ScaleOptions {
 *   by: number;
 *   invert?: boolean | undefined;
 * }
 * const table = { by: finiteNumber, invert: withDefault(flag, false) };
 * const { by, invert } = readOptions('scale', table, { by: 2 } as ScaleOptions); // 2, false
 * ```
 */
export const readOptions = <C extends object, T extends OptionTable<C>>(
  owner: string,
  table: T & { readonly [K in Exclude<keyof T, keyof C>]: never },
  given: C | undefined,
): ResolvedOptions<C, T> => {
  const options = (given === undefined ? {} : given) as Readonly<Record<string, unknown>>;
  const rows = table as unknown as Readonly<Record<string, Row>>;
  requireOptions(owner, options, Object.keys(rows));
  const read: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(rows)) {
    const value = Object.hasOwn(options, name) ? options[name] : undefined;
    if (value !== undefined || !(row.isOptional || 'default' in row)) read[name] = row.read(owner, name, value);
    else if ('default' in row) read[name] = row.default;
  }
  return Object.freeze(read) as ResolvedOptions<C, T>;
};
