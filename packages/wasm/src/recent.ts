// internal: what was used last, as far as it fits

interface Entry<T> {
  readonly value: T;
  readonly bytes: number;
  used: number;
}

export interface Recent<T> {
  get(key: string): T | undefined;
  add(key: string, value: T, bytes: number): void;
  remove(key: string): void;
  clear(): void;
}

/** What is left where there was too much, so that it is not looked through each time. */
const left = 3 / 4;

/**
 * A store of at most `most` bytes, but for what was added last: where it would be more, what has not been used for the
 * longest time goes.
 *
 * @param forget is told of each.
 */
export const createRecent = <T>(most: number, forget: (value: T) => void): Recent<T> => {
  const entries = new Map<string, Entry<T>>();
  let [held, clock] = [0, 0];
  const remove = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    held -= entry.bytes;
    forget(entry.value);
  };
  const makeRoom = (): void => {
    const oldest = [...entries].sort(([, a], [, b]) => a.used - b.used);
    for (const [key] of oldest) {
      if (held <= left * most || entries.size === 1) return;
      remove(key);
    }
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      clock += 1;
      entry.used = clock;
      return entry.value;
    },
    add: (key, value, bytes) => {
      clock += 1;
      entries.set(key, { value, bytes, used: clock });
      held += bytes;
      if (held > most) makeRoom();
    },
    remove,
    clear: () => {
      entries.clear();
      held = 0;
    },
  };
};
