// internal: lists as people give them

/** A copy of a list, in which a hole is undefined: `every` passes over holes. */
export const itemsOf = (list: readonly unknown[]): readonly unknown[] => Array.from(list);
