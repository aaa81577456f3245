import koffi from 'koffi';

/** What glibc's malloc has given out, in bytes. */
export interface Malloc {
  /** Without what is mapped. */
  readonly inUse: number;
  /** Pieces so large that each is a mapping of its own: 32 MiB and more, once a backend runs on the CPU. */
  readonly mapped: number;
}

const fields = [
  'arena',
  'ordblks',
  'smblks',
  'hblks',
  'hblkhd',
  'usmblks',
  'fsmblks',
  'uordblks',
  'fordblks',
  'keepcost',
];

/** Asks glibc (2.33 or newer) for it; undefined where there is another libc. */
export const bindMalloc = (): (() => Malloc) | undefined => {
  try {
    const info = koffi.struct('mallinfo2', Object.fromEntries(fields.map((name) => [name, 'size_t'])));
    const ask = koffi.load('libc.so.6').func('mallinfo2', info, []);
    return () => {
      const { uordblks, hblkhd } = ask() as Readonly<Record<string, number | bigint>>;
      return { inUse: Number(uordblks), mapped: Number(hblkhd) };
    };
  } catch {
    return undefined;
  }
};
