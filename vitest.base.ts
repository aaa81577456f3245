import { defineConfig, type ViteUserConfig } from 'vitest/config';

const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/**
 * A project of vitest that runs from the sources, on a worker for each core. A project that left the number of workers
 * to vitest would get one less than there are cores: on two, its files would wait until all others are done, and then
 * run one by one; on more, vitest would refuse projects of unlike numbers.
 */
export const project = (test: ViteUserConfig['test']): ViteUserConfig =>
  defineConfig({
    test: { include: ['src/**/*.test.ts'], pool: 'forks', maxWorkers: '100%', ...test },
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
  });
