import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { WorkerState } from './states.ts';

let bundled: Promise<string> | undefined;

/** The stub worker's script for a state. */
export const stubWorker = async (state: WorkerState): Promise<string> => {
  bundled ??= build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    mainFields: ['module', 'main'],
    conditions: ['@kindling/source', 'module'],
    target: 'es2022',
    write: false,
    logLevel: 'error',
  }).then(({ outputFiles: [file] }) => file!.text);
  return `globalThis.stubState = ${JSON.stringify(state)};\n${await bundled}`;
};
