// internal: catches what a library writes to the standard error by itself
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';
import { warningsIn } from './warningsIn.ts';

export interface Said<T> {
  readonly result: T;
  /** All that was written. */
  readonly said: string;
}

const standardError = 2;

/**
 * Runs `work` with the standard error of the process going into a file. TensorFlow greets every program with a page of
 * notes, and tells nowhere else why it passes a GPU over.
 *
 * @throws what `work` throws; an Error with what was written added to its message
 */
export const quietly = <T>(work: () => T): Said<T> => {
  const library = koffi.load(null);
  const duplicate = library.func('dup', 'int', ['int']);
  const redirect = library.func('dup2', 'int', ['int', 'int']);
  const close = library.func('close', 'int', ['int']);
  const folder = mkdtempSync(join(tmpdir(), 'kindling-'));
  const path = join(folder, 'said');
  const file = openSync(path, 'w');
  const before = duplicate(standardError);
  redirect(file, standardError);
  const restore = (): string => {
    redirect(before, standardError);
    close(before);
    closeSync(file);
    const said = readFileSync(path, 'utf8');
    rmSync(folder, { recursive: true });
    return said;
  };
  let result: T;
  try {
    result = work();
  } catch (error) {
    const said = warningsIn(restore());
    if (error instanceof Error && said !== '') error.message += `; it said: ${said}`;
    throw error;
  }
  return { result, said: restore() };
};
