/** A factory that also goes by other names: Keras's spelling, short ones. */
export interface Aliased {
  readonly aliases: readonly string[];
}

type Factories = Readonly<Record<string, Aliased>>;

/**
 * The other names of some factories, as a type that accepts them, spelt as they are, and that completion does not list:
 * a factory is offered by its own name alone.
 */
export type AliasOf<T extends Factories> = Unlisted<T[keyof T]['aliases'][number]>;

/** Every string has a length; a literal with one is still that literal, but no longer a plain one. */
type Unlisted<N extends string> = N extends string ? N & { readonly length: number } : never;

/** Every name that some factories go by: for each its own name first, then its others. */
export const everyName = (factories: Factories): readonly string[] =>
  Object.entries(factories).flatMap(([name, { aliases }]) => [name, ...aliases]);

/** The factory that goes by a name, its own or another. */
export const byAnyName = <F extends Aliased>(factories: Readonly<Record<string, F>>, name: string): F | undefined =>
  Object.hasOwn(factories, name)
    ? factories[name]
    : Object.values(factories).find(({ aliases }) => aliases.includes(name));

/** The name of a factory that was handed over itself, where what it makes was wanted. */
export const nameOfFactory = (factories: Factories, given: unknown): string | undefined =>
  Object.entries(factories).find(([, factory]) => factory === given)?.[0];
