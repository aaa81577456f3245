// internal: compares the table with what a library has
import type { Operator } from './kinds.ts';
import { readSchema, type Schema } from './schema.ts';

const written = (name: string, { takes, gives }: Schema): string => `${name}(${takes.join(', ')}) -> ${gives}`;

const isSame = (a: Schema, b: Schema): boolean => a.takes.join() === b.takes.join() && a.gives === b.gives;

/**
 * What is wrong with the table for a library that registers these schemas, a line for each operator that is missing or
 * has changed. A call of such an operator would crash the process: libtorch reads arguments by its own schema.
 */
export const operatorFaults = (
  table: Readonly<Record<string, Operator>>,
  texts: readonly string[],
): readonly string[] => {
  const wanted = new Set(Object.values(table).map(([name]) => name));
  const found = new Map<string, Schema[]>();
  for (const text of texts) {
    const name = text.slice(0, text.indexOf('('));
    if (!wanted.has(name)) continue;
    const schema = readSchema(text);
    if (schema !== undefined) found.set(name, [...(found.get(name) ?? []), schema]);
  }
  return Object.values(table).flatMap(([name, takes, gives = 1]) => {
    const schemas = found.get(name);
    if (schemas === undefined) return [`${name}: it has none`];
    const other = schemas.find((schema) => !isSame(schema, { takes, gives }));
    return other === undefined ? [] : [`${written(name, { takes, gives })}: it has ${written(name, other)}`];
  });
};
