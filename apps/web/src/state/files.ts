import { signal } from '@preact/signals';
import { drop } from '../copy/data.ts';
import { fileTold, refuseFile } from './door.ts';
import { headBytes, whatIs } from './dropped.ts';
import { importCifar10 } from './importing.ts';
import { showOwn } from './own.ts';
import { openProject } from './project.ts';

/** Whether a file hovers over the page. */
export const isOver = signal(false);

/** Takes a file by what is in it, wherever it came from. */
export const takeFile = async (
  file: Blob,
  name: string = file instanceof File ? file.name : drop.unnamed,
): Promise<void> => {
  fileTold.value = undefined;
  let head: Uint8Array;
  try {
    head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  } catch {
    return refuseFile(drop.unreadable(name));
  }
  const what = whatIs(head);
  if (what === 'archive') return importCifar10(file);
  if (what === 'project') return openProject(file, name);
  if (what === 'picture') return showOwn(file, name);
  refuseFile(drop.refused[what](name));
};

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** Takes what is dropped or pasted anywhere on the page. */
export const takeFiles = (): void => {
  const over = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    isOver.value = true;
  };
  const take = (event: Event, file: File | undefined): void => {
    isOver.value = false;
    if (file === undefined) return;
    event.preventDefault();
    void takeFile(file);
  };
  addEventListener('dragenter', over);
  addEventListener('dragover', over);
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) isOver.value = false;
  });
  addEventListener('drop', (event) => take(event, event.dataTransfer?.files[0]));
  addEventListener('paste', (event) => take(event, event.clipboardData?.files[0]));
};
