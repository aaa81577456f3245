import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';

/** Selects each name in turn and prints what came of it, a line each. */
const program = `
import { selectBackend } from '@kindling/backend';
for (const name of ['wasm', 'cpu', 'auto']) {
  const answer = await selectBackend(name, { onWarning: (text) => console.log(text) }).catch((error) => error);
  console.log(answer instanceof Error ? answer.message : answer.name + ': ' + answer.reason);
}
`;

const selecting = async (beside: readonly string[]): Promise<readonly string[]> => {
  const clean = await cleanFolder(['backend'], ['@tensorflow/tfjs-core', ...beside]);
  writeFileSync(join(clean, 'program.mjs'), program);
  const { code, output } = await child(execPath, ['program.mjs'], clean);
  expect(code, output).toBe(0);
  return output.trim().split('\n');
};

/** The doctor's sentence, of this machine; or what is not installed, where it has a GPU. */
const cuda = 'not there';

/** A line in which what is said of cuda may go on. */
const line = (text: string): unknown => {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(`is ${cuda}`, `is ${cuda}.+`);
  return expect.stringMatching(new RegExp(`^${escaped}$`));
};
const noWasm = '"wasm" is not installed; npm install @tensorflow/tfjs-backend-wasm@4.22.0';
const noCPU = '"cpu" is not installed; npm install @tensorflow/tfjs-backend-cpu@4.22.0';
const noWebgpu = '"webgpu" is not installed; npm install @tensorflow/tfjs-backend-webgpu@4.22.0';

test('a backend that is not installed is named, with what to install', async () => {
  expect(await selecting([])).toEqual([
    `backend: ${noWasm}`,
    `backend: ${noCPU}`,
    line(`backend: none works here: "cuda" is ${cuda}; ${noWasm}; ${noWebgpu}; ${noCPU}`),
  ]);
});

test('where only plain JavaScript is installed, auto takes it with a warning', async () => {
  expect(await selecting(['@tensorflow/tfjs-backend-cpu'])).toEqual([
    `backend: ${noWasm}`,
    'cpu: chosen by name',
    line(
      `backend: computing in plain JavaScript, many times slower than wasm; "cuda" is ${cuda}; ${noWasm}; ${noWebgpu}`,
    ),
    line(`cpu: the fastest that works here; cuda is ${cuda}; wasm is not installed; webgpu is not installed`),
  ]);
});
