import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import util from 'node:util';
import { expect, test } from 'vitest';
import { addonIn, findNodePackage } from './nodePackage.ts';

test('the packages are found, and have no addon where install scripts do not run', () => {
  for (const name of ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'] as const) {
    expect(findNodePackage(name)).toMatchObject({ name, version: '4.22.0', addon: undefined });
  }
  expect(findNodePackage('@tensorflow/tfjs-nothing' as never)).toBeUndefined();
});

test('the addon is the newest that this Node can load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'addon-'));
  const file = (napi: number): string => join(folder, 'lib', `napi-v${napi}`, 'tfjs_binding.node');
  expect(addonIn(folder, 9)).toBeUndefined();
  for (const napi of [3, 8, 10]) {
    mkdirSync(join(folder, 'lib', `napi-v${napi}`), { recursive: true });
    if (napi !== 3) writeFileSync(file(napi), '');
  }
  expect([9, 10, 3].map((napi) => addonIn(folder, napi))).toEqual([file(8), file(10), undefined]);
  rmSync(folder, { recursive: true });
});

test('what Node 23 took out of util is there for the package', () => {
  const saved = Object.getOwnPropertyDescriptor(util, 'isNullOrUndefined');
  Reflect.deleteProperty(util, 'isNullOrUndefined');
  findNodePackage('@tensorflow/tfjs-node')!.load();
  const { isNullOrUndefined } = util as unknown as { isNullOrUndefined(value: unknown): boolean };
  expect([undefined, null, 0, ''].map((value) => isNullOrUndefined(value))).toEqual([true, true, false, false]);
  if (saved !== undefined) Object.defineProperty(util, 'isNullOrUndefined', saved);
});
