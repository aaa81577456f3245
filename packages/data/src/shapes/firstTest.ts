// internal: how `shapes` numbers its pictures

/** Test pictures are numbered from here on, so none is ever a training picture. */
export const firstTest = 10 * 2 ** 27;
