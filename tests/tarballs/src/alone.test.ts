import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { entriesOf, packages, requiredPeers } from './packages.ts';

/** Imports and requires each entry, and says what each gave: the names must be the same, and some. */
const program = (entries: readonly string[]) => `
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
for (const entry of ${JSON.stringify(entries)}) {
  const [imported, required] = [await import(entry), require(entry)].map((found) => Object.keys(found).filter((name) => name !== '__esModule'));
  if (imported.length === 0 || String(imported) !== String(required)) throw new Error(entry + ': ' + imported + ' | ' + required);
  if (typeof require(entry.split('/').slice(0, 2).join('/') + '/package.json').version !== 'string') throw new Error(entry);
}
console.log('answered');
`;

describe.concurrent.each(Object.entries(packages))(
  'packages/%s, with its required peers alone,',
  (folder, manifest) => {
    test('answers import and require alike on every Node it promises', async () => {
      const clean = await cleanFolder([folder], requiredPeers(manifest));
      writeFileSync(join(clean, 'program.mjs'), program(entriesOf(manifest)));
      for (const node of inject('nodes')) {
        if (!('path' in node)) continue;
        const { code, output } = await child(node.path, ['program.mjs'], clean);
        expect(code, `Node ${node.version}:\n${output}`).toBe(0);
        expect(output).toContain('answered');
      }
    });
  },
);
