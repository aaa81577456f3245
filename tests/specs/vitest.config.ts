import { defineConfig } from 'vitest/config';

/** The specs run in child processes, which resolve for themselves. */
export default defineConfig({
  test: { name: 'tests/specs', include: ['src/**/*.test.ts'], hookTimeout: 810_000 },
});
