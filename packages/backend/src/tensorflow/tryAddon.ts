// internal: whether tfjs-node's own addon works here, and on what
import { execFile } from 'node:child_process';
import { warningsIn } from './warningsIn.ts';

export interface TriedAddon {
  /** Of the TensorFlow in it. */
  readonly version: string;
  readonly gpu: boolean;
  /** What it warned of: the libraries of CUDA that it did not find. */
  readonly warnings: string;
}

/** A sentence of why it does not load. */
export interface BrokenAddon {
  readonly broken: string;
}

const program = `const addon = require(process.argv[1]);
process.stdout.write('\\n' + JSON.stringify({ version: addon.TF_Version, gpu: addon.isUsingGpuDevice() }));`;

/**
 * Loads it in a process of its own: one that crashes takes nothing with it, and no two versions of TensorFlow come
 * together, since they are called alike. Takes about a second.
 */
export const tryAddon = (path: string): Promise<TriedAddon | BrokenAddon> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['-e', program, path], { timeout: 60_000 }, (error, output, errors) => {
      const told = answerIn(output);
      if (error === null && told !== undefined) return resolve({ ...told, warnings: warningsIn(errors) });
      const signal = error?.signal ?? undefined;
      const said = /^\w*Error: (.+)$/m.exec(errors)?.[1];
      resolve({
        broken: said ?? (signal === undefined ? `it gave no answer: ${output.trim()}` : `it ended by ${signal}`),
      });
    });
  });

const answerIn = (output: string): Omit<TriedAddon, 'warnings'> | undefined => {
  try {
    const answer = JSON.parse(output.trim().split('\n').at(-1) ?? '');
    return typeof answer.version === 'string' && typeof answer.gpu === 'boolean' ? answer : undefined;
  } catch {
    return undefined;
  }
};
