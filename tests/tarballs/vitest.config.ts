import { defineConfig } from 'vitest/config';

/** Each test waits for child processes: an install, a compiler, a training run. */
export default defineConfig({
  test: {
    name: 'tests/tarballs',
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/setup.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxConcurrency: 2,
  },
});
