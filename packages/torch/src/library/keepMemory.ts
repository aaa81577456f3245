// internal: memory that tensors on a CPU left, kept for those to come
import koffi from 'koffi';

/**
 * Of glibc's malloc.h: from which size on a piece is mapped by itself, and how much may stay free at the heap's end.
 */
const options = [
  [-3, 32 * 2 ** 20],
  [-1, 512 * 2 ** 20],
] as const;

let isDone = false;

/**
 * Tells glibc to keep what is freed: a training step frees and takes the same megabytes each time, and each page that
 * the system takes back and gives again costs microseconds, half of a step of a convolutional network. It counts for
 * the process. Elsewhere (musl, macOS, Windows) malloc has no such options, and nothing is done.
 */
export const keepMemory = (): void => {
  if (isDone || process.platform !== 'linux') return;
  isDone = true;
  try {
    const set = koffi.load('libc.so.6').func('mallopt', 'int', ['int', 'int']);
    for (const [option, value] of options) set(option, value);
  } catch {
    // Another libc: steps are slower, and right.
  }
};
