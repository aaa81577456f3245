// internal: scalars on the device that programs ask for again and again
import { addressOf } from '../abi/callOperator.ts';
import type { Handle, TorchDtype } from '../operators/kinds.ts';
import type { Tensors } from '../tensors/tensors.ts';

/** So many are kept of a type, and of so many it is known that they were asked for. */
const most = 256;

interface Table {
  readonly kept: Map<number | string, Handle>;
  readonly seen: Set<number | string>;
}

const dropOldest = (set: Set<number | string>): void => {
  for (const oldest of set) {
    set.delete(oldest);
    return;
  }
};

/**
 * Scalars by their values, written once and then shared: they are never written over. One is kept when it is asked for
 * a second time: numbers that change from step to step, such as a learning rate with its corrections, would leave a
 * small piece of memory behind each, in the midst of the places that large tensors come back to.
 */
export const createConstants = (
  { full, claim, keep, free }: Tensors,
  { share, unshare }: { readonly share: (handle: Handle) => void; readonly unshare: (handle: Handle) => void },
) => {
  const tables = new Map<TorchDtype, Table>();

  const tableOf = (dtype: TorchDtype): Table => {
    const made: Table = { kept: new Map(), seen: new Set() };
    tables.set(dtype, made);
    return made;
  };

  /** A kernel that runs may still use it, so the scope gets it. */
  const forgetOldest = ({ kept }: Table): void => {
    const [oldest] = kept;
    if (oldest === undefined) return;
    const [key, handle] = oldest;
    kept.delete(key);
    unshare(handle);
    keep(addressOf(handle));
  };

  return {
    /** A scalar of a value. The scope owns it unless it is kept. */
    of: (value: number, dtype: TorchDtype): Handle => {
      const table = tables.get(dtype) ?? tableOf(dtype);
      const { kept, seen } = table;
      const key = Object.is(value, -0) ? '-0' : value;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = full([], value, dtype);
      if (!seen.delete(key)) {
        seen.add(key);
        if (seen.size > most) dropOldest(seen);
        return made;
      }
      if (kept.size >= most) forgetOldest(table);
      const own = claim(made);
      kept.set(key, own);
      share(own);
      return own;
    },
    clear: (): void => {
      for (const { kept } of tables.values()) for (const handle of kept.values()) free(handle);
      tables.clear();
    },
  };
};
