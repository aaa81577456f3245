import { existsSync } from 'node:fs';
import { closest, show } from '@kindling/core';
import { cifar10, type Labelled, type Split, shapes } from '@kindling/data';
import { type Output, UsageError } from '../cli/command.ts';
import { showProgress } from './showProgress.ts';

export interface DataChoice {
  /** `shapes`, `cifar10`, or where CIFAR-10's binary archive or folder lies. */
  readonly data: string;
  /** Pictures to train on; all where undefined. */
  readonly train: number | undefined;
  /** Pictures to test with; all where undefined. */
  readonly test: number | undefined;
}

const names = ['shapes', 'cifar10'];

const first = (flag: string, split: Split, wanted: number | undefined): Split => {
  const there = split.x.shape[0];
  if (wanted === undefined) return split;
  if (wanted > there)
    throw new UsageError(`data: ${flag} must be at most ${there}, the pictures there are, got ${wanted}`);
  return split.slice(0, wanted);
};

/** The pictures by name or path; `shapes` draws as many as are wanted, of the others the first are taken. */
export const openData = async ({ data, train, test }: DataChoice, output: Output): Promise<Labelled> => {
  if (data === 'shapes') return shapes({ train, test });
  if (data !== 'cifar10' && !existsSync(data)) {
    const near = closest(data, names);
    const hint = near === undefined ? `take ${names.join(', ')} or a path` : `did you mean "${near}"?`;
    throw new UsageError(`data: ${show(data)} is not a file or folder here; ${hint}`);
  }
  const path = data === 'cifar10' ? undefined : data;
  const found = await cifar10({ path, onProgress: showProgress(output), onNote: output.print });
  return { ...found, train: first('--train', found.train, train), test: first('--test', found.test, test) };
};
