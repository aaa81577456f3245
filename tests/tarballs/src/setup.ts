// Once before all tests: the packages are built (what changed), packed, and the Nodes are there.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPackages } from '../../../scripts/build.mjs';
import { child } from './child.ts';
import { fetchNodes, type Node } from './nodes.ts';
import { packages, root } from './packages.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly nodes: readonly Node[];
    /** A folder outside the repository, removed after the last test. */
    readonly outside: string;
  }
}

const pack = async (folder: string): Promise<void> => {
  const args = ['pack', '--pack-destination', join(root, '.cache/tarballs')];
  const { code, output } = await child('pnpm', args, join(root, 'packages', folder));
  if (code !== 0) throw new Error(`pnpm pack of ${folder} failed:\n${output}`);
};

export default async (project: TestProject): Promise<() => void> => {
  await buildPackages();
  rmSync(join(root, '.cache/tarballs'), { recursive: true, force: true });
  mkdirSync(join(root, '.cache/tarballs'), { recursive: true });
  await Promise.all(Object.keys(packages).map(pack));
  project.provide('nodes', await fetchNodes());
  const outside = mkdtempSync(join(tmpdir(), 'kindling-tarballs-'));
  project.provide('outside', outside);
  return () => rmSync(outside, { recursive: true, force: true });
};
