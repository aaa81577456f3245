import { defineConfig } from 'vitest/config';

const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/** Snippets run from the sources, in a process of their own a file, since some of them look at the working folder. */
export default defineConfig({
  test: {
    name: 'tests/pages',
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/setup.ts'],
    pool: 'forks',
    testTimeout: 120_000,
  },
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
});
