import { type BackupPlace, browserPlace } from '@kindling/train';
import { files } from '../copy/files.ts';
import { forgetCifar10, keptBytes } from './dataset.ts';
import { decodeProject, encodeProject, type Project } from './project.ts';

export interface Kept {
  readonly project?: Project | undefined;
  /** Why there is none, where something was kept. */
  readonly sentence?: string | undefined;
}

export interface Keeper {
  /** Keeps a run for the next visit, whole or not at all; gives the sentence that says why it could not. */
  keepRun(project: Project): Promise<string | undefined>;
  /** The run of the last visit: the newest that can be read. */
  keptRun(): Promise<Kept>;
  forgetRun(): Promise<void>;
  /** Bytes of the runs that are kept: the last one, and the one before it. */
  runBytes(): Promise<number>;
}

/** One file holds checkpoint and record, so that they fit whenever the page is closed; the place keeps the last two. */
export const createKeeper = (place: BackupPlace): Keeper => ({
  keepRun: async (project) => {
    const bytes = await encodeProject(project);
    try {
      await place.write(bytes);
      return undefined;
    } catch (error) {
      return String(error).includes('QuotaExceededError') ? files.storageFull : files.storageGone;
    }
  },
  keptRun: async () => {
    const slots = await place.read().catch(() => []);
    for (const bytes of slots) {
      const project = await decodeProject(bytes).catch(() => undefined);
      if (project !== undefined) return { project };
    }
    return slots.length === 0 ? {} : { sentence: files.keptDamaged };
  },
  forgetRun: () => place.remove(),
  runBytes: async () => {
    const slots = await place.read().catch(() => []);
    return slots.reduce((sum, { length }) => sum + length, 0);
  },
});

const { forgetRun, runBytes, ...kept } = createKeeper(browserPlace('web-demo'));

export const { keepRun, keptRun } = kept;

/** Bytes that this site keeps here. */
export const sizes = async (): Promise<{ readonly run: number; readonly cifar10: number }> => {
  const [run, cifar10] = await Promise.all([runBytes(), keptBytes()]);
  return { run, cifar10 };
};

export const forget = async (what: 'run' | 'cifar10' | 'everything'): Promise<void> => {
  if (what !== 'cifar10') await forgetRun();
  if (what !== 'run') await forgetCifar10();
};
