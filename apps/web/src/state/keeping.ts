import { signal } from '@preact/signals';
import { kept } from '../copy/data.ts';
import type { Questions } from '../worker/protocol.ts';
import { isHeld } from './dataset.ts';
import { refuseFile, tellOfFile } from './door.ts';
import { savedStep } from './run.ts';
import { ask } from './trainer.ts';

/** Bytes that this site keeps here; undefined until they are known. */
export const sizes = signal<Questions['sizes']['answer'] | undefined>(undefined);

/** A size that can't be learned is not shown: nothing hangs on it. */
export const measure = async (): Promise<void> => {
  sizes.value = await ask('sizes', {}).catch(() => undefined);
};

/** Deletes what is kept, and says what became of that. */
export const forgetNow = async (what: Questions['forget']['ask']['what']): Promise<void> => {
  try {
    await ask('forget', { what });
    if (what !== 'run') isHeld.value = false;
    if (what !== 'cifar10') savedStep.value = undefined;
    tellOfFile(what === 'cifar10' ? kept.deletedCifar10 : kept.deleted);
  } catch (error) {
    refuseFile(error);
  }
  await measure();
};
