import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../cli/command.ts';
import { openData } from './openData.ts';

const silent = { print: () => undefined, status: () => undefined };
const open = (data: string, train?: number, test?: number) => openData({ data, train, test }, silent);

test('shapes are drawn as many as are wanted', async () => {
  const { train, test, classNames } = await open('shapes', 20, 10);
  expect([train.x.shape, test.y.shape]).toEqual([[20, 32, 32, 3], [10]]);
  expect(classNames).toHaveLength(10);
});

test('a name that is not known, and no path either, is refused with the nearest', async () => {
  const failing = open('cifar-10');
  await expect(failing).rejects.toThrow(UsageError);
  await expect(failing).rejects.toThrow('data: "cifar-10" is not a file or folder here; did you mean "cifar10"?');
  await expect(open('/nowhere/at/all')).rejects.toThrow('take shapes, cifar10 or a path');
});

test('a folder without CIFAR-10 is refused by the reader of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kindling-'));
  await expect(open(folder)).rejects.toThrow(/cifar10/);
});
