import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { installLine, scriptName } from '../../../apps/common/src/script/toScript.ts';
import { historyIn, inScript, small, tellingScript } from '../../../apps/common/testing/inScript.ts';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { root } from './packages.ts';

// The web demo's script, as a visitor runs it.

let folder: string;
let expected: readonly object[];

beforeAll(async () => {
  const names = installLine().split(' ').slice(2);
  const ours = names.filter((name) => name.startsWith('@kindling/')).map((name) => name.slice('@kindling/'.length));
  const beside = names.filter((name) => name.startsWith('@tensorflow/')).map((name) => name.replace(/@[\d.]+$/, ''));
  [folder, expected] = await Promise.all([cleanFolder(ours, beside), inScript(small)]);
  // As `npm i` leaves it in an empty folder: nothing says that files are modules.
  const { type: _module, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  // The script is JavaScript too.
  for (const file of [scriptName, 'train.mjs']) writeFileSync(join(folder, file), tellingScript(small));
});

/** Losses and accuracies, of training and validation, row by row. */
const numbers = (history: readonly object[]): readonly number[] =>
  history.flatMap((row) =>
    Object.values(row).flatMap((value) =>
      typeof value === 'number' ? value : Object.values(value as Record<string, number>),
    ),
  );

for (const node of inject('nodes')) {
  // No relaxed SIMD there, so products are rounded once more (docs/wasm.md); and no TypeScript.
  const isOld = node.version.startsWith('20.');
  const name = `Node ${node.version} trains to ${isOld ? 'the losses, to 1e-6,' : 'the bits'} of the sources`;
  if ('missing' in node) {
    test.skip(`${name}: skipped, ${node.missing}`);
    continue;
  }
  test.concurrent(name, async () => {
    const { code, output } = await child(node.path, ['--no-warnings', isOld ? 'train.mjs' : scriptName], folder);
    expect(code, output).toBe(0);
    const history = historyIn(output);
    expect(history).toHaveLength(20);
    if (!isOld) expect(history).toEqual(expected);
    const right = numbers(expected);
    for (const [i, number] of numbers(history).entries())
      expect(Math.abs(number - right[i]!)).toBeLessThanOrEqual(1e-6 * right[i]!);
  });
}

test('its types hold', async () => {
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--moduleDetection', 'force'];
  writeFileSync(join(folder, 'types.mts'), tellingScript(small));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
  const { code, output } = await child(
    process.execPath,
    [tsc, ...options, ...types, '--skipLibCheck', 'types.mts'],
    folder,
  );
  expect(code, output).toBe(0);
});
