import { project } from '../../vitest.base.ts';

/** The site is built before the tests. */
export default project({
  name: 'tests/web',
  globalSetup: ['src/setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 60_000,
});
