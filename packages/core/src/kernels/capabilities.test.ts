import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { capabilities, declareCapabilities } from './capabilities.ts';

test('what is declared of the backend in use holds until it is undone, in whatever order', async () => {
  await setBackend('cpu');
  const usual = {
    copiesUploads: false,
    readsAtOnce: true,
    maxPoolGradient: true,
    maxPoolKeepsNaN: false,
    paddedAveragePoolGradient: false,
  };
  expect(capabilities()).toEqual(usual);
  const other = declareCapabilities('gpu', { copiesUploads: true });
  const first = declareCapabilities('cpu', { copiesUploads: true, paddedAveragePoolGradient: true });
  const second = declareCapabilities('cpu', { copiesUploads: false });
  expect(capabilities()).toEqual({ ...usual, paddedAveragePoolGradient: true });
  second();
  second();
  expect(capabilities()).toEqual({ ...usual, copiesUploads: true, paddedAveragePoolGradient: true });
  first();
  other();
  expect(capabilities()).toEqual(usual);
});
