// internal: what is made when it is first asked for

/** The value of `make`, which is called when it is first asked for, and then no more. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
