import { project } from '../../vitest.base.ts';

/** The same program here, in pages and in workers of a browser. */
export default project({ name: 'examples/chapter', testTimeout: 240_000, hookTimeout: 240_000 });
