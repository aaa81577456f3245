import { expect, test } from 'vitest';
import { loadPeer } from './peer.ts';

const versionOf = ({ version }: { version: string }) => version;

test('a package in the version of tfjs-core is there', async () => {
  const module = { version: '4.22.0' };
  expect(await loadPeer('fast-kernels', async () => module, versionOf)).toEqual({
    module,
    versions: { '@tensorflow/tfjs-core': '4.22.0', 'fast-kernels': '4.22.0' },
  });
});

test('a package that does not say its version is taken, and not among the versions', async () => {
  expect(
    await loadPeer(
      'fast-kernels',
      async () => ({}),
      () => undefined,
    ),
  ).toEqual({
    module: {},
    versions: { '@tensorflow/tfjs-core': '4.22.0' },
  });
});

test('another version is named, with what to install', async () => {
  expect(await loadPeer('fast-kernels', async () => ({ version: '4.21.0' }), versionOf)).toEqual({
    absent: 'in version 4.21.0, which does not go with tfjs-core 4.22.0',
    remedy: 'npm install fast-kernels@4.22.0',
  });
});

test.each([
  "Cannot find package 'fast-kernels' imported from /app/index.js", // Node, ES modules
  "Cannot find module 'fast-kernels'\nRequire stack:\n- /app/index.cjs", // Node, CommonJS
  "Failed to resolve module specifier 'fast-kernels'", // Chromium
  'The specifier “fast-kernels” was a bare specifier, but was not remapped to anything. Relative module specifiers must start with “./”, “../” or “/”.', // Firefox
  `Module name, 'fast-kernels' does not resolve to a valid URL.`, // Safari
])('a package that is not installed is told from what the host says: %s', async (message) => {
  expect(await loadPeer('fast-kernels', () => Promise.reject(new TypeError(message)), versionOf)).toEqual({
    absent: 'not installed',
    remedy: 'npm install fast-kernels@4.22.0',
  });
});

test.each([
  "Cannot find package 'tiny-helper' imported from /app/node_modules/fast-kernels/index.js",
  "Cannot find module 'tiny-helper'\nRequire stack:\n- /app/node_modules/fast-kernels/index.js",
  'no such instruction',
])('a package that fails by itself is said to: %s', async (message) => {
  expect(await loadPeer('fast-kernels', () => Promise.reject(new Error(message)), versionOf)).toEqual({
    absent: `installed but cannot be loaded: Error: ${message}`,
    remedy: 'npm install fast-kernels@4.22.0',
  });
});
