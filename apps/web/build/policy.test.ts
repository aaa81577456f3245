import { expect, test } from 'vitest';
import { policy } from './policy.ts';

test('nothing leaves the own origin', () => {
  expect(policy('')).toContain("connect-src 'self' blob:;");
  expect(policy('./cifar-10-binary.tar.gz')).toBe(policy(''));
  expect(policy('')).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy('')).not.toMatch(/unsafe-inline|http|\*/);
});

test('but to the host of the one download', () => {
  expect(policy('https://host.example/data/c.tar.gz')).toContain("connect-src 'self' blob: https://host.example;");
});
