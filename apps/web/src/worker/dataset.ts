import { type DataName, type Spec, shapesSeed } from '@kindling/app-common';
import {
  type Cifar10Options,
  type Cifar10Progress,
  cifar10,
  keptCifar10,
  type Labelled,
  removeCifar10,
  type Split,
} from '@kindling/data';
import { cifar10Bytes, dataset } from '../copy/dataset.ts';
import { drawBeside } from './drawBeside.ts';
import { Failed } from './failed.ts';
import { paced } from './pace.ts';
import type { Offer, Progress } from './protocol.ts';
import { noteOf, refusal } from './refusals.ts';
import { isSmall } from './small.ts';

export interface Loaded {
  readonly name: DataName;
  readonly train: Split;
  readonly test: Split;
  readonly classNames: readonly string[];
  /** What to know of it: `not the official file`. */
  readonly note: string | undefined;
  /** Whether it is in the page's own storage. */
  readonly kept: boolean;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface ImportOptions extends ReadOptions {
  readonly keep: boolean;
  /** Of the training pictures, the first ones: the others are not held in memory. Default: all. */
  readonly pictures?: number | undefined;
}

export interface Datasets {
  /**
   * The data of a spec: drawn, imported in this visit, or kept from an earlier one.
   *
   * @throws Failed, of kind `data`, where there is none
   */
  openData(spec: Spec, options?: ReadOptions): Promise<Loaded>;
  /**
   * Reads CIFAR-10 from an archive that was dropped, or from its address; from then on `openData` gives it.
   *
   * @throws Failed, of kind `archive`, `storage` or `memory`: nothing is kept, and what was there before still is
   * @throws the signal's reason when it is aborted
   */
  importCifar10(from: Blob | string, options: ImportOptions): Promise<void>;
  /** Removes CIFAR-10 from the page's storage and from here. */
  forgetCifar10(): Promise<void>;
  /** Bytes in the page's storage. */
  keptBytes(): Promise<number>;
}

/** What is different in tests. */
export interface Host {
  read(options: Cifar10Options): Promise<Labelled>;
  kept(): Promise<{ readonly bytes: number } | undefined>;
  remove(): Promise<void>;
  /** Where memory is short, no more pictures are held than a run needs. */
  readonly isSmall: boolean;
  /** Bytes that this site may still keep, where that can be told. */
  room(): Promise<number | undefined>;
  now(): number;
}

const page: Host = {
  read: cifar10,
  kept: keptCifar10,
  remove: removeCifar10,
  isSmall,
  room: async () => {
    const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
    return quota === undefined || usage === undefined ? undefined : quota - usage;
  },
  now: () => performance.now(),
};

type Held = Pick<Loaded, 'train' | 'test' | 'classNames' | 'note' | 'kept'>;

const countOf = ({ train }: Held): number => train.x.shape[0];

/** A set that is kept already makes room for the new one. */
const requireRoom = async ({ room, kept }: Host, offer: Offer): Promise<void> => {
  const [free, had] = await Promise.all([room(), kept()]);
  if (free === undefined || free + (had?.bytes ?? 0) >= cifar10Bytes) return;
  const sentence = dataset.noRoom(free + (had?.bytes ?? 0));
  throw new Failed({ kind: 'storage', sentence, offers: [offer, { do: 'dismiss' }] });
};

export const createDatasets = (host: Host = page): Datasets => {
  let held: Held | undefined;

  const read = async (
    given: Cifar10Options,
    kept: boolean,
    { signal, onProgress }: ReadOptions,
    count?: (progress: Cifar10Progress) => void,
  ): Promise<Held> => {
    const notes = new Set<string>();
    let isKept = kept;
    const tell = onProgress && paced(onProgress, host.now);
    const labelled = await host.read({
      ...given,
      signal,
      onProgress: (progress) => {
        count?.(progress);
        tell?.(progress);
      },
      onNote: (line) => {
        const note = noteOf(line);
        if (note === undefined) return;
        notes.add(note.text);
        isKept = note.kept ?? isKept;
      },
    });
    return { ...labelled, note: notes.size === 0 ? undefined : [...notes].join(' '), kept: isKept };
  };

  const readKept = async (pictures: number, options: ReadOptions): Promise<Held> => {
    const kept = await host.kept();
    const failed = (sentence: string, cause?: unknown): Failed =>
      new Failed(
        { kind: 'data', sentence, details: cause === undefined ? cause : String(cause), offers: [{ do: 'dismiss' }] },
        cause,
      );
    if (kept === undefined) throw failed(held === undefined ? dataset.none : dataset.tooFew(countOf(held), pictures));
    try {
      return await read(host.isSmall ? { train: pictures } : {}, true, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw failed(dataset.damaged, error);
    }
  };

  return {
    openData: async ({ data, pictures, test }, options = {}) => {
      if (data === 'shapes') {
        const drawn = await drawBeside({ train: pictures, test, seed: shapesSeed });
        return { ...drawn, name: data, note: undefined, kept: false };
      }
      if (held === undefined || countOf(held) < pictures) held = await readKept(pictures, options);
      return { ...held, name: data, train: held.train.slice(0, pictures), test: held.test.slice(0, test) };
    },
    importCifar10: async (from, { keep, pictures, signal, onProgress }) => {
      if (keep) await requireRoom(host, { do: 'useUnkept', from, pictures });
      let loaded = 0;
      const count = (progress: Cifar10Progress): void => {
        loaded = progress.loaded;
      };
      const given = typeof from === 'string' ? { url: from } : { from };
      try {
        held = await read({ ...given, cache: keep, train: pictures }, keep, { signal, onProgress }, count);
      } catch (error) {
        signal?.throwIfAborted();
        throw refusal(from, error, loaded);
      }
    },
    forgetCifar10: async () => {
      held = undefined;
      await host.remove();
    },
    keptBytes: async () => (await host.kept())?.bytes ?? 0,
  };
};

export const { openData, importCifar10, forgetCifar10, keptBytes } = createDatasets();
