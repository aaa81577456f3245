import { join } from 'node:path';
import { execPath } from 'node:process';
import { describe, expect, test } from 'vitest';
import { child } from './child.ts';
import { packages, root, tarballOf } from './packages.ts';

/** Runs a tool by its own program. */
const tool = (program: string, args: readonly string[]) =>
  child(execPath, [join(import.meta.dirname, '../node_modules', program), ...args], root);

describe.each(Object.values(packages))('$name, packed,', (manifest) => {
  test('is published as publint asks, strictly', async () => {
    const { code, output } = await tool('publint/src/cli.js', [tarballOf(manifest), '--strict']);
    expect(code, output).toBe(0);
  });

  test('has types that resolve in every mode of an ESM-only package', async () => {
    const args = [tarballOf(manifest), '--profile', 'esm-only', '--no-color', '--format', 'ascii'];
    const { code, output } = await tool('@arethetypeswrong/cli/dist/index.js', args);
    expect(code, output).toBe(0);
  });
});
