import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Builds the app as `npm start` does, into a folder that one test file has for itself; gives the file to start. */
export const buildApp = async (name: string): Promise<string> => {
  const home = join(import.meta.dirname, '..', '..');
  const built = join(home, '.cache', name);
  const tsup = createRequire(import.meta.url).resolve('tsup/dist/cli-default.js');
  await promisify(execFile)(process.execPath, [tsup, '--out-dir', built], { cwd: home });
  return join(built, 'main.js');
};
