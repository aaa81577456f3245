import type { Domain } from '../domain.ts';
import type { Draw } from '../draw.ts';

/** What takes options, and which. */
export interface Noun {
  readonly name: string;
  readonly required: Readonly<Record<string, Domain>>;
  readonly optional: Readonly<Record<string, Domain>>;
  make(options: never): unknown;
  /** Instead of options: the one value that it takes. */
  readonly argument?: Domain;
  /** What may be given in place of options. */
  readonly short?: Domain;
  /** Rules about several options together, once each is right by itself. */
  readonly agree?: (options: Readonly<Record<string, unknown>>) => boolean;
}

export type Domains = Readonly<Record<string, Domain>>;

export const noun = (
  name: string,
  make: (options: never) => unknown,
  optional: Domains = {},
  required: Domains = {},
  agree?: Noun['agree'],
): Noun => ({ name, make, required, optional, ...(agree && { agree }) });

export const argument = (name: string, make: (value: never) => unknown, taken: Domain): Noun => ({
  ...noun(name, make),
  argument: taken,
});

/** Options that are each right by themselves; those that may be left out are given with this probability. */
export const fittingOptions = (draw: Draw, { required, optional }: Noun, share: number): Record<string, unknown> => {
  const options: Record<string, unknown> = {};
  for (const [name, domain] of Object.entries(required)) options[name] = domain.good(draw);
  for (const [name, domain] of Object.entries(optional)) if (draw.chance(share)) options[name] = domain.good(draw);
  return options;
};

/** Options that are right together. */
export const goodOptions = (draw: Draw, noun: Noun, share: number): Record<string, unknown> => {
  for (;;) {
    const options = fittingOptions(draw, noun, share);
    if (noun.agree?.(options) ?? true) return options;
  }
};
