import { version_core } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { packageVersion } from './packageVersion.ts';

test('a package says its version in its manifest', async () => {
  expect(await packageVersion('@tensorflow/tfjs-core', import.meta.url)).toBe(version_core);
});

test('one that is not there has none', async () => {
  expect(await packageVersion('@kindling/no-such-package', import.meta.url)).toBeUndefined();
});
