import { defineConfig } from 'vitest/config';

const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/** A browser and a server start before the tests, and pages compute in them. */
export default defineConfig({
  test: {
    name: 'tests/browser',
    include: ['src/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
});
