// internal: the block of shared memory by which threads speak to each other

/** In cells of four bytes: on a line of its own, a cell is not fetched anew because a neighbour has changed. */
const line = 32;

/** Where the cells are, counted from the block's beginning. */
export const cells = {
  /** Grows by one whenever there is something new. */
  epoch: 0,
  /** How many workers sleep rather than watch the epoch. */
  sleepers: line,
  /** How many parts of the work nobody has claimed: part `n`, and all below down to 1. */
  left: 2 * line,
  /** How many parts the workers are done with. */
  done: 3 * line,
  /** How many workers have obeyed the order. */
  obeyed: 3 * line + 1,
  /** Whether the main thread sleeps until one of these two changes. */
  waiting: 3 * line + 2,
  /** Whether the main thread is at parts of its own. */
  working: 3 * line + 3,
  /** The worker that failed; 0 is none. And how many bytes its message has. */
  failed: 4 * line,
  message: 4 * line + 1,
  /** What every worker has to obey: how many orders there were, and the last one. */
  orders: 5 * line,
  order: 5 * line + 1,
  /** Of the order to load: a kernel's place, and the address and length of its module. */
  loaded: 5 * line + 2,
  address: 5 * line + 3,
  length: 5 * line + 4,
  /** The place of the kernel that runs, how many arguments it has, and the first of them. */
  kernel: 6 * line,
  count: 6 * line + 1,
  args: 6 * line + 2,
  /** The message of the failure, as UTF-8. */
  text: 8 * line,
  /** Of each part, where it begins and where it ends. */
  parts: 16 * line,
} as const;

export const orders = { load: 1, stop: 2 } as const;

export const mostArguments = cells.text - cells.args;

/** How many cells there are for this many threads. */
export const cellsFor = (threads: number): number => cells.parts + 2 * threads;

/** In bytes, what the block's beginning has to be a multiple of. */
export const alignment = 4 * line;
