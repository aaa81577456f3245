import {
  flag,
  optional,
  optionOf,
  positiveInteger,
  positiveNumber,
  readOptions,
  show,
  text,
  type World,
  withDefault,
} from '@kindling/core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/encodeCheckpoint.ts';
import type { Callback, SafePointEvent } from './callback.ts';
import { type BackupPlace, filePlace } from './places/filePlace.ts';

/** How often a run is saved: after so many epochs, steps, or seconds. */
export interface BackupRhythm {
  /** Epochs between two backups. */
  readonly epochs?: number | undefined;
  /** Steps between two backups, also inside an epoch. */
  readonly steps?: number | undefined;
  /** Seconds between two backups, also inside an epoch. */
  readonly seconds?: number | undefined;
}

export interface BackupOptions {
  /** The file to write, in Node; either this or `place`. Default: none. */
  readonly path?: string | undefined;
  /** Where else to keep it: `browserPlace('run')` in a page, or a place of your own. Default: none. */
  readonly place?: BackupPlace | undefined;
  /** One of `{ epochs }`, `{ steps }`, `{ seconds }`. Default: { epochs: 1 }. */
  readonly every?: BackupRhythm | undefined;
  /** Whether it is removed when all epochs are run, or a callback has ended training. Default: false. */
  readonly removeWhenDone?: boolean | undefined;
}

const rhythm = {
  epochs: optional(positiveInteger),
  steps: optional(positiveInteger),
  seconds: optional(positiveNumber),
};

const everyOption = optionOf<BackupRhythm>((owner, name, value) => {
  const given = Object.values(readOptions(`${owner}: ${name}`, rhythm, value as BackupRhythm)).filter(
    (number) => number !== undefined,
  );
  if (given.length !== 1)
    throw new Error(`${owner}: ${name} must be one of epochs, steps, seconds, got ${show(value)}`);
});

const placeOption = optionOf<BackupPlace>((owner, name, value) => {
  const { read, write, remove } = Object(value) as Partial<BackupPlace>;
  if ([read, write, remove].every((method) => typeof method === 'function')) return;
  throw new TypeError(
    `${owner}: ${name} must have read, write and remove, as browserPlace("run") and filePlace("run") have, ` +
      `got ${show(value)}`,
  );
});

const table = {
  path: optional(text),
  place: optional(placeOption),
  every: withDefault(everyOption, { epochs: 1 }),
  removeWhenDone: withDefault(flag, false),
};

/**
 * Saves the whole run now and then, so that it can go on to the bit after a crash, a kill or a power cut: weights,
 * optimizer, place in the data, running sums, and what callbacks remember. Each backup replaces the one before whole or
 * not at all, and the one before is kept beside it.
 *
 * @throws Error for an option out of its range or unknown, for none or both of `path` and `place`, and for `path` in a
 *   browser; in `fit`, when it cannot be written.
 * @example
 * ```ts
 * import { backup } from '@kindling/train';
 *
 * const callbacks = [backup({ path: 'run/backup.safetensors', every: { seconds: 60 } })];
 * ```
 * @see https://keras.io/api/callbacks/backup_and_restore/
 */
export const backup = (options: BackupOptions): Callback => {
  const name = 'backup';
  const read = readOptions<BackupOptions, typeof table>(name, table, options);
  const { every, removeWhenDone } = read;
  const place = placeOf(name, read);
  let saved = { epoch: 0, step: 0, time: 0 };
  /** How long the last backup took, in milliseconds. */
  let took = 0;
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;

  const isDue = ({ epoch, batch, step }: SafePointEvent): boolean => {
    if (every.steps !== undefined) return step - saved.step >= every.steps;
    if (every.seconds === undefined) return batch === 0 && epoch - saved.epoch >= (every.epochs ?? 1);
    // Early enough to be done in time, but training has two thirds of it at least.
    return !isWriting && performance.now() - saved.time >= Math.max(1000 * every.seconds - took, 3 * took);
  };

  const save = async (event: SafePointEvent): Promise<void> => {
    isWriting = true;
    try {
      await place.write(await encodeCheckpoint(await event.checkpoint()));
      took = performance.now() - saved.time;
    } finally {
      isWriting = false;
    }
  };

  return {
    name,
    onTrainBegin: async ({ initialEpoch, leads = true }) => {
      if (leads) await place.prepare?.();
      writing = Promise.resolve();
      saved = { epoch: initialEpoch, step: -1, time: performance.now() };
    },
    onSafePoint: async (event) => {
      if (event.leads === false) return;
      if (saved.step < 0) saved = { ...saved, step: event.step - 1 };
      if (!isDue(event)) return;
      await writing; // an error of the one before is told here
      const { epoch, step } = event;
      saved = { epoch, step, time: performance.now() };
      writing = save(event);
      // By the clock it is begun early enough, and training goes on while the disk is at work.
      if (every.seconds === undefined) await writing;
      else writing.catch(() => undefined);
    },
    onTrainEnd: async ({ reason, leads = true }) => {
      await writing;
      if (leads && removeWhenDone && (reason === 'completed' || reason === 'stopped')) await place.remove();
    },
  };
};

const placeOf = (owner: string, { path, place }: Pick<BackupOptions, 'path' | 'place'>): BackupPlace => {
  if ((path === undefined) === (place === undefined))
    throw new Error(`${owner}: give path or place, one of them, got ${path === undefined ? 'none' : 'both'}`);
  return place ?? filePlace(path as string);
};

export interface LatestBackupOptions {
  /**
   * The processes that train together, as `join` of `@kindling/distributed` gives them: then rank 0 alone reads, and
   * the others are given what it read, so that they need not see its disk. Default: none.
   */
  readonly world?: Pick<World, 'leads' | 'broadcast'> | undefined;
}

const worldOption = optionOf<Pick<World, 'leads' | 'broadcast'>>((owner, name, value) => {
  if (typeof Object(value).broadcast === 'function') return;
  throw new TypeError(
    `${owner}: ${name} must be a world, as join() of @kindling/distributed gives it, got ${show(value)}`,
  );
});

/**
 * The checkpoint that `backup` saved last: of a file that was damaged, the one before it.
 *
 * @param from The path or the place that `backup` was given.
 * @returns undefined where there is none.
 * @throws Error where all that is there is damaged.
 * @example
 * ```ts
 * import { compile, latestBackup } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [1] }), dense({ units: 1 })]);
 * const checkpoint = await latestBackup('run/backup.safetensors');
 * const trainer = compile(net, { optimizer: 'adam', loss: 'mse', checkpoint });
 * ```
 */
export const latestBackup = async (
  from: string | BackupPlace,
  options: LatestBackupOptions = {},
): Promise<Checkpoint | undefined> => {
  const { world } = readOptions('latestBackup', { world: optional(worldOption) }, options);
  const place = typeof from === 'string' ? filePlace(from) : placeOption.read('latestBackup', 'a place', from);
  const where = typeof from === 'string' ? `${from}: ` : '';
  if (world === undefined) return (await readBackup(place, where))?.checkpoint;
  const read = world.leads ? await readBackup(place, where).catch((error: unknown) => failed(world, error)) : undefined;
  const bytes = sentBy(world, read?.bytes);
  return read?.checkpoint ?? (bytes && decodeCheckpoint(bytes));
};

interface Read {
  readonly bytes: Uint8Array;
  readonly checkpoint: Checkpoint;
}

const readBackup = async (place: BackupPlace, where: string): Promise<Read | undefined> => {
  let failure: unknown;
  for (const bytes of await place.read()) {
    try {
      return { bytes, checkpoint: await decodeCheckpoint(bytes) };
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure === undefined) return undefined;
  const why = failure instanceof Error ? failure.message : String(failure);
  throw new Error(`latestBackup: ${where}${why}; remove it to begin anew`, { cause: failure });
};

/** In place of a length. */
const unreadable = -1;

/** The others are not left waiting. */
const failed = ({ broadcast }: Pick<World, 'broadcast'>, error: unknown): never => {
  broadcast(new Uint8Array(new Float64Array([unreadable]).buffer));
  throw error;
};

/** The bytes that rank 0 has; undefined where it has none. */
const sentBy = ({ broadcast }: Pick<World, 'broadcast'>, own: Uint8Array | undefined): Uint8Array | undefined => {
  const length = new Float64Array([own?.length ?? 0]);
  broadcast(new Uint8Array(length.buffer));
  if (length[0] === unreadable) throw new Error('latestBackup: rank 0 could not read the backup; its error says why');
  if (length[0] === 0) return undefined;
  const bytes = own ?? new Uint8Array(length[0]!);
  broadcast(bytes);
  return bytes;
};
