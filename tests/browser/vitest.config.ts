import { project } from '../../vitest.base.ts';

/** A browser and a server start before the tests, and pages compute in them. */
export default project({ name: 'tests/browser', testTimeout: 240_000, hookTimeout: 240_000 });
