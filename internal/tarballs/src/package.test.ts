import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { describe, expect, test } from 'vitest';
import { child } from './child.ts';
import { packages, root, tarballOf } from './packages.ts';

/** Runs a tool's own program, whatever its `exports` hide. */
const tool = (name: string, path: string, args: readonly string[]) => {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return child(execPath, [join(folder, path), ...args], root);
};

describe.each(Object.values(packages))('$name, packed,', (manifest) => {
  test('is published as publint asks, strictly', async () => {
    const { code, output } = await tool('publint', 'src/cli.js', [tarballOf(manifest), '--strict']);
    expect(code, output).toBe(0);
  });

  test('has types that resolve in every mode of an ESM-only package', async () => {
    const args = [tarballOf(manifest), '--profile', 'esm-only', '--no-color', '--format', 'ascii'];
    const { code, output } = await tool('@arethetypeswrong/cli', 'dist/index.js', args);
    expect(code, output).toBe(0);
  });
});
