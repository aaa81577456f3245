// internal: several replacements of one kernel, each for other dtypes or shapes
import type { Replacement } from './replacement.ts';

/** One replacement a name: the first that takes the inputs computes. */
export const inTurn = (replacements: readonly Replacement[]): Replacement[] => {
  const byName = new Map<string, Replacement[]>();
  for (const each of replacements) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  return [...byName].map(([name, [first, ...others]]) =>
    others.length === 0
      ? first!
      : {
          name,
          compute: (inputs, attributes, device) => {
            const result = first!.compute(inputs, attributes, device);
            if (result !== undefined) return result;
            for (const { compute } of others) {
              const other = compute(inputs, attributes, device);
              if (other !== undefined) return other;
            }
            return undefined;
          },
        },
  );
};
