import { basename, dirname, join } from 'node:path';
import * as vocabulary from '@kindling/models';
import { loadModel } from '@kindling/models/node';
import { files } from './files.ts';
import { type RunRecord, readRecord } from './record.ts';

export interface Run {
  readonly folder: string;
  readonly record: RunRecord;
}

const known: readonly string[] = Object.values(files);

/** A run by its folder, or by one of the files in it. */
export const openRun = async (command: string, path: string): Promise<Run> => {
  const folder = known.includes(basename(path)) ? dirname(path) : path;
  return { folder, record: await readRecord(command, folder) };
};

/** The run's network; its weights are the caller's to dispose of. A backend must be selected. */
export const loadNetwork = ({ folder }: Run): ReturnType<typeof loadModel> =>
  loadModel(join(folder, files.model), vocabulary);
