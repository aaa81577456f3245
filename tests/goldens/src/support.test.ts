import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { supportPage } from './support.ts';

test('docs/support.md says what works on each backend, as it is found here', { timeout: 120_000 }, async () => {
  await expect(await supportPage()).toMatchFileSnapshot('../../../docs/support.md');
});
