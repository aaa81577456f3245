import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { child } from './child.ts';
import { packages, tarballOf, versionOf } from './packages.ts';

const overrides = Object.values(packages).map((manifest) => `  '${manifest.name}': 'file:${tarballOf(manifest)}'`);

/**
 * A folder outside this repository where packed packages of ours (and those of ours that they depend on) and
 * third-party packages are installed, as a user would have them. It is removed after the last test.
 *
 * @param ours folders under packages/
 * @param beside third-party packages, in the versions that this repository uses
 */
export const cleanFolder = async (ours: readonly string[], beside: readonly string[]): Promise<string> => {
  const folder = mkdtempSync(join(inject('outside'), 'clean-'));
  const dependencies = {
    ...Object.fromEntries(ours.map((name) => [packages[name]!.name, `file:${tarballOf(packages[name]!)}`])),
    ...Object.fromEntries(beside.map((name) => [name, versionOf(name)])),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }));
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), `autoInstallPeers: false\noverrides:\n${overrides.join('\n')}\n`);
  const { code, output } = await child('pnpm', ['install', '--prefer-offline', '--ignore-scripts'], folder);
  if (code !== 0) throw new Error(`pnpm install in a clean folder failed:\n${output}`);
  return folder;
};
