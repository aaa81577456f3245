import { project } from '../../vitest.base.ts';

/** The specs run in child processes. */
export default project({ name: 'tests/specs', hookTimeout: 810_000 });
