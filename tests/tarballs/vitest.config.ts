import { project } from '../../vitest.base.ts';

/** Each test waits for child processes: an install, a compiler, a training run. */
export default project({
  name: 'tests/tarballs',
  globalSetup: ['src/setup.ts'],
  testTimeout: 240_000,
  hookTimeout: 240_000,
  maxConcurrency: 2,
});
