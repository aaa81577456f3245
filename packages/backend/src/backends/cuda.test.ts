import { expect, test } from 'vitest';
import { cuda } from './cuda.ts';

test('it is not there, and says why', async () => {
  expect(await cuda.start({})).toEqual({
    absent: 'not there, because no CUDA provider for Kindling is published yet',
  });
});
