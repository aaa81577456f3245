import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog, published, root, workspaces } from './workspace.ts';

describe.each(published)('%s', (folder) => {
  const manifest = workspaces[folder]!;

  test('is published under the MIT licence, without side effects, for Node 20.19 and newer', () => {
    // To import torch is to make its backend known to tfjs.
    const sideEffects = folder === 'packages/torch' ? expect.any(Array) : false;
    expect(manifest).toMatchObject({ license: 'MIT', sideEffects, engines: { node: '>=20.19.0' } });
    expect(manifest.private).toBeUndefined();
  });

  test('says where it is developed, and where to report a fault', () => {
    const { repository, homepage, bugs } = manifest;
    expect(repository).toMatchObject({ type: 'git', directory: folder });
    for (const address of [repository?.url?.replace(/^git\+/, ''), homepage, bugs]) expect(address).toMatch(/^https:/);
  });

  test('gives types first and a default that answers require() at every entry', () => {
    const entries = Object.entries(manifest.exports ?? {}).filter(([path]) => path !== './package.json');
    expect(entries.length).toBeGreaterThan(0);
    for (const [, conditions] of entries) {
      expect(Object.keys(conditions as object)).toEqual(['@kindling/source', 'types', 'default']);
    }
  });

  test('has a page of its own', () => {
    expect(existsSync(join(root, folder, 'README.md'))).toBe(true);
  });

  test('asks for its peers in the very versions that are tested', () => {
    for (const [name, version] of Object.entries(manifest.peerDependencies ?? {})) {
      expect(version).toBe(name.startsWith('@kindling/') ? 'workspace:^' : catalog[name]);
    }
  });
});

test('third-party versions stand in the catalog alone', () => {
  const elsewhere = Object.entries(workspaces).flatMap(([folder, { dependencies, devDependencies }]) =>
    Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, version]) => version !== 'catalog:' && !version.startsWith('workspace:'))
      .map(([name, version]) => `${folder}: ${name} ${version}`),
  );
  expect(elsewhere).toEqual([]);
});
