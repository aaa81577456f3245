import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { workspaceFolders } from './scripts/bootstrap/packages.mjs';

const root = import.meta.dirname;
const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/**
 * Whose files each run in a thread, which begins sooner than a process: those that compute, ask nothing of the process,
 * and do not need one, as Dawn does. Every file has modules of its own, since the backends and kernels of tfjs are
 * global.
 */
const inThreads = /^(packages\/(?!torch$|wasm$|webgpu$|backend$)|examples\/)/;

/** One project a folder, run from the sources; a folder with a vitest.config.ts of its own says how instead. */
const project = (folder: string) =>
  existsSync(join(root, folder, 'vitest.config.ts'))
    ? folder
    : {
        test: {
          name: folder,
          root: folder,
          include: ['**/*.test.ts'],
          testTimeout: 30_000,
          pool: inThreads.test(folder) ? ('threads' as const) : ('forks' as const),
        },
        resolve: { conditions },
        ssr: { resolve: { conditions, externalConditions: conditions } },
      };

/** A worker for each core: vitest leaves one to itself, which on a machine of two is half of it. */
export default defineConfig({
  test: { maxWorkers: '100%', projects: [...workspaceFolders(root), 'scripts'].map(project) },
});
