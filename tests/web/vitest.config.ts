import { defineConfig } from 'vitest/config';

const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/** The site is built before the tests. One file after another: a browser that trains takes every core there is. */
export default defineConfig({
  test: {
    name: 'tests/web',
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
});
