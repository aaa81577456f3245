import { defineConfig } from 'vitest/config';

const conditions = ['@kindling/source', 'node', 'module', 'import', 'default'];

/** The site is built before the tests. Files run beside each other, as most of a browser's time is waiting. */
export default defineConfig({
  test: {
    name: 'tests/web',
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/setup.ts'],
    pool: 'forks',
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
});
