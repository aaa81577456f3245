import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { workspaceFolders } from './scripts/bootstrap/packages.mjs';

const root = import.meta.dirname;
const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/** One project a folder, run from the sources; a folder with a vitest.config.ts of its own says how instead. */
const project = (folder: string) =>
  existsSync(join(root, folder, 'vitest.config.ts'))
    ? folder
    : {
        test: { name: folder, root: folder, include: ['**/*.test.ts'], testTimeout: 30_000 },
        resolve: { conditions },
        ssr: { resolve: { conditions, externalConditions: conditions } },
      };

export default defineConfig({ test: { projects: [...workspaceFolders(root), 'scripts'].map(project) } });
