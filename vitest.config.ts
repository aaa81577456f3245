import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { workspaceFolders } from './scripts/bootstrap/packages.mjs';
import { project } from './vitest.base.ts';

const root = import.meta.dirname;

/**
 * Whose files each run in a thread, which begins sooner than a process: those that compute, ask nothing of the process,
 * and do not need one, as Dawn does. Every file has modules of its own, since the backends and kernels of tfjs are
 * global.
 */
const inThreads = /^(packages\/(?!torch$|wasm$|webgpu$|backend$)|examples\/)/;

/** One project a folder; a folder with a vitest.config.ts of its own says how. */
const projectOf = (folder: string) =>
  existsSync(join(root, folder, 'vitest.config.ts'))
    ? folder
    : project({
        name: folder,
        root: folder,
        include: ['**/*.test.ts'],
        testTimeout: 30_000,
        pool: inThreads.test(folder) ? 'threads' : 'forks',
      });

export default defineConfig({
  test: { maxWorkers: '100%', projects: [...workspaceFolders(root), 'scripts'].map(projectOf) },
});
