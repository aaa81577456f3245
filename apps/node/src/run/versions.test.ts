import { expect, test } from 'vitest';
import { versions } from './versions.ts';

test('Node, the platform, our packages and tfjs are named with their versions', () => {
  const found = versions();
  expect(found).toMatchObject({ node: process.versions.node, platform: `${process.platform}-${process.arch}` });
  for (const name of ['@kindling/train', '@kindling/wasm', '@tensorflow/tfjs-core']) {
    expect(found[name]).toMatch(/^\d+\.\d+\.\d+/);
  }
});
