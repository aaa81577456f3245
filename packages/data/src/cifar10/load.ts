// internal: `cifar10` with what tests change

import { show } from '@kindling/core';
import { open } from '#platform';
import type { Labelled } from '../dataset/labelled.ts';
import { explained } from './explained.ts';
import { readLabelled } from './readLabelled.ts';
import type { Settings, SourceOptions } from './source.ts';

/** Reads, checks, and tells what there is to note. */
export const load = async (
  options: SourceOptions,
  settings: Settings,
  onNote: (line: string) => void,
): Promise<Labelled> => {
  const { path, url, cacheDir, sha256, signal } = options;
  if (path !== undefined && (url !== undefined || cacheDir !== undefined)) {
    throw new Error('cifar10: path reads what is there, url and cacheDir download it: give one or the other');
  }
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new Error(`cifar10: sha256 must be 64 hexadecimal digits in lower case, got ${show(sha256)}`);
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
