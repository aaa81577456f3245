import { expect, test } from 'vitest';
import { summarize } from './summarize.ts';

test.each([
  [{ vendor: 'nvidia', architecture: 'turing' }, 'NVIDIA turing GPU'],
  [{ vendor: 'apple', architecture: 'metal-3' }, 'Apple metal-3 GPU'],
  [{ vendor: 'intel', architecture: '' }, 'Intel GPU'],
  [{ vendor: 'newcomer', architecture: 'first' }, 'newcomer first GPU'],
  [{ vendor: '', description: 'Radeon' }, 'Radeon'],
  [{}, 'GPU of an unknown maker'],
])('hardware: %o', (info, name) => {
  expect(summarize(info)).toMatchObject({ name, isSoftware: false });
});

test.each([
  [{ vendor: 'google', architecture: 'swiftshader', isFallbackAdapter: true }, 'software GPU (SwiftShader)'],
  [{ vendor: 'google', architecture: 'swiftshader' }, 'software GPU (SwiftShader)'],
  [{ vendor: 'mesa', description: 'llvmpipe (LLVM 19.1.7, 256 bits)' }, 'software GPU (llvmpipe)'],
  [
    { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' },
    'software GPU (Microsoft Basic Render Driver)',
  ],
  [{ vendor: 'google', isFallbackAdapter: true }, 'software GPU (google)'],
  [{ isFallbackAdapter: true }, 'software GPU'],
])('software: %o', (info, name) => {
  expect(summarize(info)).toMatchObject({ name, isSoftware: true });
});
