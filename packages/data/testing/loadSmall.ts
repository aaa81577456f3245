import { load } from '../src/cifar10/load.ts';
import type { Settings, SourceOptions } from '../src/cifar10/source.ts';
import type { Labelled } from '../src/dataset/labelled.ts';
import { smallLayout } from './archives.ts';

/** A set of few pictures, and what was noted; nothing can be written, unless it is said how. */
export const loadSmall = async (
  options: SourceOptions,
  write: Settings['write'] = () => Promise.reject(new Error('nothing is written')),
): Promise<Labelled & { notes: string[] }> => {
  const notes: string[] = [];
  const settings = { layout: smallLayout, stallMs: 5000, write };
  return { ...(await load(options, settings, (line) => void notes.push(line))), notes };
};
