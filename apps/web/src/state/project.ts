import { batch } from '@preact/signals';
import * as copy from '../copy/data.ts';
import { refuseFile, tellOfFile } from './door.ts';
import { download } from './download.ts';
import { historyCsv } from './history.ts';
import { plan } from './plan.ts';
import { rows, runSpec, step } from './run.ts';
import { ask } from './trainer.ts';

/** A run as files of the visitor's. */

const nameOf = (extension: string): string =>
  `kindling-${(runSpec.value ?? plan.value).data}-step-${step.value}.${extension}`;

/** Rejects in the worker's words where there is nothing to save. */
export const saveProject = async (): Promise<void> => {
  const name = nameOf('safetensors');
  const { bytes } = await ask('save', {});
  download(name, bytes, 'application/octet-stream');
};

export const saveHistory = (): void => download(nameOf('csv'), historyCsv(rows.value), 'text/csv');

/** A project that was dropped is the run from then on, paused where it was saved. */
export const openProject = async (file: Blob, name: string): Promise<void> => {
  try {
    const { spec } = await ask('load', { file });
    batch(() => {
      plan.value = { ...spec, rates: [] };
      tellOfFile(copy.opened(name));
    });
  } catch (error) {
    refuseFile(error);
  }
};
