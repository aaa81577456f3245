import { expect, test } from 'vitest';
import { clipAndDecay } from './common.ts';

const kinds = (options: Parameters<typeof clipAndDecay>[1]) => clipAndDecay('a', options).map(({ kind }) => kind);

test('clipping comes before weight decay', () => {
  expect(kinds({ weightDecay: 0.1, globalClipNorm: 1 })).toEqual(['clipByGlobalNorm', 'decayWeights']);
  expect(kinds({ clipNorm: 1 })).toEqual(['clipByNorm']);
  expect(kinds({ clipValue: 1 })).toEqual(['clipElements']);
  expect(kinds({ clipNorm: undefined })).toEqual([]);
});

test('two ways of clipping are one too many', () => {
  expect(() => kinds({ globalClipNorm: 1, clipNorm: 1 })).toThrow(
    'a: gradients are clipped in one way, got clipNorm and globalClipNorm',
  );
});
