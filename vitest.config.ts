import { defineConfig } from 'vitest/config';

const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/** One project a folder with tests, all run from the sources. */
const project = (folder: string) => ({
  test: { name: folder, root: folder, include: ['**/*.test.ts'], testTimeout: 30_000 },
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
});

export default defineConfig({
  test: {
    projects: [
      'packages/data',
      'packages/models',
      'packages/metrics',
      'packages/train',
      'packages/backend',
      'packages/viz',
      'internal/checks',
      'internal/random',
      'internal/testing',
      'apps/node',
    ].map(project),
  },
});
