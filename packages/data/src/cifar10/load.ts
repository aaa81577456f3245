// internal: `cifar10` with what tests change

import { readOptions } from '@kindling/core';
import { open } from '#archive';
import type { Labelled } from '../dataset/labelled.ts';
import { explained } from './explained.ts';
import type { Cifar10Options } from './options.ts';
import { cifar10Options } from './optionTable.ts';
import { readLabelled } from './readLabelled.ts';
import type { Settings } from './source.ts';

/** Reads, checks, and tells what there is to note. */
export const load = async (
  given: Cifar10Options | undefined,
  settings: Settings,
  defaultNote: (line: string) => void,
): Promise<Labelled> => {
  const options = readOptions('cifar10', cifar10Options, given);
  const { path, url, cacheDir, signal, onNote = defaultNote } = options;
  if (path !== undefined && (url !== undefined || cacheDir !== undefined)) {
    throw new Error('cifar10: path reads what is there, url and cacheDir download it: give one or the other');
  }
  signal?.throwIfAborted();
  const source = await open(options, settings);
  try {
    const labelled = await readLabelled(source.files, settings.layout);
    signal?.throwIfAborted();
    const note = source.verify();
    if (note !== undefined) onNote(`cifar10: ${source.where} ${note}`);
    return labelled;
  } catch (error) {
    signal?.throwIfAborted();
    throw explained(source.where, error, source.remedy);
  }
};
