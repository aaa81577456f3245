// internal: compares the table with what a library has
import type { Operator } from './kinds.ts';
import { readSchema, type Schema } from './schema.ts';

const written = (name: string, { takes, gives }: Schema): string => `${name}(${takes.join(', ')}) -> ${gives}`;

const isSame = (a: Schema, b: Schema): boolean => a.takes.join() === b.takes.join() && a.gives === b.gives;

const nameOf = (text: string): string => text.slice(0, text.indexOf('('));

/** The schemas of the operators of a table, by name. */
const schemasOf = (
  table: Readonly<Record<string, Operator>>,
  texts: readonly string[],
): ReadonlyMap<string, readonly Schema[]> => {
  const found = new Map<string, Schema[]>(Object.values(table).map(([name]) => [name, []]));
  for (const text of texts) {
    const schema = found.has(nameOf(text)) ? readSchema(text) : undefined;
    if (schema !== undefined) found.get(nameOf(text))!.push(schema);
  }
  // A linker keeps one text where it is the end of another: `cos(Tensor self) -> Tensor` within that of `acos`.
  for (const [name, takes, gives = 1] of Object.values(table)) {
    if (found.get(name)!.length > 0) continue;
    const longer = texts.filter((text) => nameOf(text).endsWith(name)).map((text) => readSchema(text));
    const same = longer.find((schema) => schema !== undefined && isSame(schema, { takes, gives }));
    if (same !== undefined) found.get(name)!.push(same);
  }
  return found;
};

/**
 * What is wrong with the table for a library that registers these schemas, a line for each operator that is missing or
 * has changed. A call of an operator that has changed would crash the process: libtorch reads arguments by its own
 * schema. A call of one that is missing is an error, so it does no harm that the end of a longer name can hide that.
 */
export const operatorFaults = (
  table: Readonly<Record<string, Operator>>,
  texts: readonly string[],
): readonly string[] => {
  const found = schemasOf(table, texts);
  return Object.values(table).flatMap(([name, takes, gives = 1]) => {
    const schemas = found.get(name)!;
    if (schemas.length === 0) return [`${name}: it has none`];
    const other = schemas.find((schema) => !isSame(schema, { takes, gives }));
    return other === undefined ? [] : [`${written(name, { takes, gives })}: it has ${written(name, other)}`];
  });
};
