// internal: the block of shared memory by which threads speak to each other

/** On a line of its own, a cell is not fetched anew because a neighbour changed. */
const line = 128;

/** Numbers of the cells, of four bytes each, from the block's beginning. */
export const cells = {
  /** Grows by one at each command. */
  epoch: 0,
  /** How many workers wait rather than watch the epoch. */
  sleepers: line / 4,
  /** How many workers are done with the command. */
  done: (2 * line) / 4,
  /** Whether the main thread waits for them. */
  waiting: (2 * line) / 4 + 1,
  /** The worker whose command failed; 0 is none. */
  failed: (3 * line) / 4,
  /** How many bytes its message has. */
  message: (3 * line) / 4 + 1,
  command: (4 * line) / 4,
  kernel: (4 * line) / 4 + 1,
  /** Address and length of a kernel's module. */
  address: (4 * line) / 4 + 2,
  length: (4 * line) / 4 + 3,
  /** How many arguments there are, and the first. */
  count: (4 * line) / 4 + 4,
  args: (4 * line) / 4 + 5,
  /** Of each thread, where its part begins and where it ends. */
  parts: (6 * line) / 4,
} as const;

export const commands = { load: 1, run: 2, stop: 3 } as const;

export const mostArguments = cells.parts - cells.args;
export const mostThreads = 256;

/** Where a failure's message is, in bytes from the block's beginning. */
export const messageBegin = 4 * cells.parts + 8 * mostThreads;
export const messageBytes = 1024;
export const controlBytes = messageBegin + messageBytes;
export const alignment = line;
