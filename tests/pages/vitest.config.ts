import { project } from '../../vitest.base.ts';

/** Snippets run from the sources, in a process of their own a file, since some of them look at the working folder. */
export default project({ name: 'tests/pages', globalSetup: ['src/setup.ts'], testTimeout: 240_000 });
