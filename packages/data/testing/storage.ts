// A page's own storage (OPFS) in memory, as far as it is used.

export interface FakeStorage {
  readonly files: Map<string, Uint8Array>;
  /** Bytes that fit. */
  quota: number;
  /** Whether files are streams; handles, as workers of some browsers have, otherwise. */
  readonly hasStreams: boolean;
}

const missing = (name: string): DOMException => new DOMException(`${name} is not there`, 'NotFoundError');

const used = ({ files }: FakeStorage): number => [...files.values()].reduce((sum, { length }) => sum + length, 0);

const fileHandle = (storage: FakeStorage, path: string) => ({
  getFile: async () => {
    const bytes = storage.files.get(path);
    if (bytes === undefined) throw missing(path);
    return new File([bytes as Uint8Array<ArrayBuffer>], path);
  },
  ...(storage.hasStreams
    ? {
        createWritable: async () => {
          let written = new Uint8Array(0);
          return {
            write: async (bytes: Uint8Array) => {
              if (used(storage) + bytes.length > storage.quota) throw new DOMException('full', 'QuotaExceededError');
              written = Uint8Array.from(bytes);
            },
            close: async () => void storage.files.set(path, written),
            abort: async () => undefined,
          };
        },
      }
    : {
        createSyncAccessHandle: async () => ({
          // Past the quota Chromium writes less, and says nothing.
          write: (bytes: Uint8Array) => {
            const room = Math.max(0, Math.min(bytes.length, storage.quota - used(storage)));
            storage.files.set(path, bytes.slice(0, room));
            return room;
          },
          flush: () => undefined,
          close: () => undefined,
        }),
      }),
});

const directoryHandle = (storage: FakeStorage, path: string) => ({
  name: path.split('/').at(-2),
  // An empty folder is none here, but for who creates it.
  getDirectoryHandle: async (name: string, { create = false } = {}) => {
    const below = `${path}${name}/`;
    if (!create && ![...storage.files.keys()].some((file) => file.startsWith(below))) throw missing(name);
    return directoryHandle(storage, below);
  },
  getFileHandle: async (name: string, { create = false } = {}) => {
    if (!storage.files.has(path + name)) {
      if (!create) throw missing(name);
      storage.files.set(path + name, new Uint8Array(0));
    }
    return fileHandle(storage, path + name);
  },
  removeEntry: async (name: string) => {
    if (!storage.files.delete(path + name)) throw missing(name);
  },
  async *keys() {
    const below = [...storage.files.keys()].filter((file) => file.startsWith(path));
    yield* new Set(below.map((file) => file.slice(path.length).split('/')[0]!));
  },
});

/** Locks of one origin, as far as they are used. */
const fakeLocks = () => {
  const held = new Set<string>();
  return {
    request: async (name: string, _options: unknown, use: (lock: object | null) => Promise<void> | undefined) => {
      if (held.has(name)) return use(null);
      held.add(name);
      await use({ name });
      held.delete(name);
    },
  };
};

export const fakeStorage = ({ hasStreams = true, hasLocks = true } = {}) => {
  const storage: FakeStorage = { files: new Map(), quota: Number.POSITIVE_INFINITY, hasStreams };
  const navigator = {
    storage: { getDirectory: async () => directoryHandle(storage, '') },
    locks: hasLocks ? fakeLocks() : undefined,
  };
  return { storage, navigator };
};
