import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from '../app.ts';

export interface Said {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Types a line, and listens. */
export const type = async (...argv: readonly string[]): Promise<Said> => {
  const [output, errors]: [string[], string[]] = [[], []];
  const terminal = { columns: undefined, write: (text: string) => void output.push(text.trimEnd()) };
  const code = await app(
    argv,
    { print: (line) => void output.push(line), status: () => undefined, terminal },
    { print: (line) => void errors.push(line), status: () => undefined },
  );
  return { code, output: output.join('\n'), errors: errors.join('\n') };
};

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'kindling-'));

/** Flags of a run that takes a second. */
export const tiny = ['--train', '200', '--test', '50', '--hidden', '8', '--epochs', '1', '--backend', 'cpu'] as const;

/** The folder of a tiny run that has finished. */
export const tinyRun = async (...more: readonly string[]): Promise<string> => {
  const folder = join(await temporaryFolder(), 'run');
  const { code, errors } = await type('train', ...tiny, '--out', folder, ...more);
  if (code !== 0) throw new Error(errors);
  return folder;
};
