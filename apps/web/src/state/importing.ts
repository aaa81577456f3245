import { batch } from '@preact/signals';
import { isSmall } from '../worker/small.ts';
import { chooseData, cifar10Pictures, useData } from './chooseData.ts';
import { isHeld } from './dataset.ts';
import { door } from './door.ts';
import { measure, sizes } from './keeping.ts';
import { plan } from './plan.ts';
import { onEvent, order } from './trainer.ts';

/** Has the worker read CIFAR-10 and keep it; where there is no room for that, it offers to go without. */
export const importCifar10 = async (from: Blob | string): Promise<void> => {
  door.value = { name: 'cifar10' };
  // A browser that refuses may clear it some day; it works until then.
  await navigator.storage?.persist?.().catch(() => false);
  order({ type: 'import', from, keep: true, ...(isSmall && { pictures: cifar10Pictures }) });
};

export const cancelImport = (): void => order({ type: 'cancelImport' });

/** What was read is what the page plans with from then on. */
export const followImports = (): void =>
  onEvent((event) => {
    const isFirstSaved = event.type === 'saved' && !sizes.peek()?.run;
    if (event.type === 'device' || isFirstSaved) void measure();
    if (event.type !== 'importEnded') return;
    void measure();
    if (event.how !== 'done') return;
    batch(() => {
      isHeld.value = true;
      // An archive that is read once more is taken up anew.
      if (plan.value.data === 'cifar10') useData('cifar10');
      else chooseData('cifar10');
    });
  });
