import { batch, signal } from '@preact/signals';
import { cifar10Bytes } from '../copy/dataset.ts';
import { cifar10Pictures, isHeld, isSmall, useData } from './chooseData.ts';
import { door } from './door.ts';
import { measure, sizes } from './keeping.ts';
import { onEvent, order } from './trainer.ts';

type From = Blob | string;

/** An archive that this site has no room to keep: it may be used without. */
export const noRoom = signal<{ readonly from: From; readonly free: number } | undefined>(undefined);

/** Bytes that may still be kept; undefined where the browser does not tell. */
const freeBytes = async (): Promise<number | undefined> => {
  const told = await navigator.storage?.estimate?.().catch(() => undefined);
  return told?.quota === undefined ? undefined : Math.max(0, told.quota - (told.usage ?? 0));
};

const begin = (from: From, keep: boolean): void => {
  noRoom.value = undefined;
  order({ type: 'import', from, keep, ...(isSmall ? { pictures: cifar10Pictures } : {}) });
};

/** Has the worker read CIFAR-10, and keep it where there is room. */
export const importCifar10 = async (from: From): Promise<void> => {
  door.value = { name: 'cifar10' };
  // A browser that refuses may clear it some day; it works until then.
  await navigator.storage?.persist?.().catch(() => false);
  const free = await freeBytes();
  if (free !== undefined && free < cifar10Bytes) noRoom.value = { from, free };
  else begin(from, true);
};

export const importWithoutKeeping = (): void => {
  if (noRoom.value !== undefined) begin(noRoom.value.from, false);
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
      useData('cifar10');
    });
  });
