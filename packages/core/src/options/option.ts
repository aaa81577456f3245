/** How one option is read: the value as it was given, or an error with owner, rule and value. */
export interface Option<T> {
  read(owner: string, name: string, value: unknown): T;
}

/** An option that may be left out; then it is undefined. */
export interface OptionalOption<T> extends Option<T> {
  readonly isOptional: true;
}

/** An option that may be left out; then its default stands in. */
export interface DefaultedOption<T> extends Option<T> {
  readonly default: T;
}

/**
 * All options of an interface `C`, each once: one that must be given is an `Option`, one that may be left out has a
 * default or is optional. A forgotten option does not compile.
 */
export type OptionTable<C> = {
  readonly [K in keyof C]-?: {} extends Pick<C, K>
    ? DefaultedOption<Exclude<C[K], undefined>> | OptionalOption<Exclude<C[K], undefined>>
    : Option<C[K]>;
};

/** The options of `C` as they are read by a table `T`: those with a default are always there. */
export type ResolvedOptions<C, T> = {
  readonly [K in keyof C]-?: K extends keyof T
    ? T[K] extends { readonly default: unknown }
      ? Exclude<C[K], undefined>
      : C[K]
    : never;
};

/**
 * An option of a check that throws: `optionOf<number>(requirePositiveInteger)`.
 *
 * @typeParam T the type of the values that the check lets through
 */
export const optionOf = <T>(check: (owner: string, name: string, value: unknown) => void): Option<T> => ({
  read: (owner, name, value) => {
    check(owner, name, value);
    return value as T;
  },
});

/** The option, where it may be left out. */
export const optional = <T>({ read }: Option<T>): OptionalOption<T> => ({ read, isOptional: true });

/** The option, with what stands in where it is left out. */
export const withDefault = <T, const D extends T>({ read }: Option<T>, value: D): DefaultedOption<T> => ({
  read,
  default: value,
});
