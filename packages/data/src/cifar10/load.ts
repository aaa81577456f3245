// internal: `cifar10` with what tests change

import { readOptions } from '@kindling/core';
import { open } from '#archive';
import type { Labelled } from '../dataset/labelled.ts';
import { explained } from './explained.ts';
import type { Cifar10Options } from './options.ts';
import { cifar10Options } from './optionTable.ts';
import { readLabelled } from './readLabelled.ts';
import type { Settings, Source } from './source.ts';

/** Reads, checks, and tells what there is to note. */
export const load = async (
  given: Cifar10Options | undefined,
  settings: Settings,
  defaultNote: (line: string) => void,
): Promise<Labelled> => {
  const options = readOptions('cifar10', cifar10Options, given);
  const { path, from, url, cacheDir, sha256, train, signal, onNote = defaultNote } = options;
  if (path !== undefined && (url !== undefined || cacheDir !== undefined)) {
    throw new Error('cifar10: path reads what is there, url and cacheDir download it: give one or the other');
  }
  if (from !== undefined && [path, url, cacheDir].some((place) => place !== undefined)) {
    throw new Error('cifar10: from gives the bytes, path, url and cacheDir say where they are: give one or the other');
  }
  if (from !== undefined && sha256 !== undefined) {
    throw new Error('cifar10: sha256 is of a whole archive, and from is read piece by piece; leave it out');
  }
  signal?.throwIfAborted();

  const read = async (source: Source): Promise<Labelled> => {
    try {
      const labelled = await readLabelled(source.files, settings.layout, train);
      signal?.throwIfAborted();
      const note = source.verify();
      if (note !== undefined) onNote(`cifar10: ${source.where} ${note}`);
      return labelled;
    } catch (error) {
      signal?.throwIfAborted();
      if (source.again !== undefined) return read(await source.again());
      throw explained(source.where, error, source.remedy);
    }
  };
  return read(await open(options, settings, onNote));
};
