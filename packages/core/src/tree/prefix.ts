/** The record under a prefix: `{ m: t }` as `{ 'adam/m': t }`. */
export const prefixed = <T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}/${name}`, value]));

/**
 * What stands under a prefix, the prefix taken off. With the names that are known to stand there it looks at those
 * alone; without them it reads every name of the record.
 */
export const partOf = <T>(
  prefix: string,
  record: Readonly<Record<string, T>>,
  names?: readonly string[],
): Record<string, T> => {
  if (names !== undefined) {
    return Object.fromEntries(names.map((name) => [name, record[`${prefix}/${name}`] as T]));
  }
  const from = prefix.length + 1;
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.startsWith(`${prefix}/`))
      .map(([name, value]) => [name.slice(from), value]),
  );
};
