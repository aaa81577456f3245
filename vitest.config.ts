import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { workspaceFolders } from './scripts/bootstrap/packages.mjs';
import { project } from './vitest.base.ts';

const root = import.meta.dirname;

/**
 * Whose files each run in a thread, which begins sooner than a process: those that compute, ask nothing of the process,
 * and do not need one, as Dawn does.
 */
const inThreads = /^(packages\/(?!torch$|wasm$|webgpu$|backend$)|examples\/)/;

/**
 * Whose files share a worker, which keeps tfjs and Node's modules loaded; our modules are new for each file. Not those
 * whose time is in their tests anyway, nor those whose tests look at what tfjs has registered or at the process, or
 * leave work behind that nobody awaits: it would end in another file's tests.
 */
const sharing = /^(apps\/(web|common)|packages\/(models|metrics|viz))$/;

/** One project a folder; a folder with a vitest.config.ts of its own says how. */
const projectOf = (folder: string) =>
  existsSync(join(root, folder, 'vitest.config.ts'))
    ? folder
    : project({
        name: folder,
        root: folder,
        include: ['**/*.test.ts'],
        testTimeout: 30_000,
        hookTimeout: 60_000,
        pool: inThreads.test(folder) ? 'threads' : 'forks',
        ...(sharing.test(folder) ? { isolate: false, setupFiles: [join(root, 'tests/kit/src/betweenFiles.ts')] } : {}),
      });

export default defineConfig({
  test: { maxWorkers: '100%', projects: [...workspaceFolders(root), 'scripts'].map(projectOf) },
});
