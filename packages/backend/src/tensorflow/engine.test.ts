import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WantedEngine } from './engine.ts';
import type { NodePackage } from './nodePackage.ts';

const folder = mkdtempSync(join(tmpdir(), 'engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

const found = { folder: '/py/tensorflow', by: 'python3', files: [] };
const none = { absent: 'not there: no TensorFlow was found (python3 has none)', remedy: 'or set TENSORFLOW_PYTHON' };
const findTensorflow = vi.fn();
const openLibrary = vi.fn();

beforeEach(() => {
  vi.resetModules(); // each test is a process in which none is loaded
  vi.doMock('./findTensorflow.ts', () => ({ findTensorflow }));
  vi.doMock('./openEngine.ts', () => ({ openLibrary, koffiVersion: '3.3.4' }));
  findTensorflow.mockResolvedValue(none);
});
afterEach(() => {
  vi.resetAllMocks();
});

const provide = async (...wanted: Partial<WantedEngine>[]) => {
  const { provideEngine } = await import('./engine.ts');
  const answers = [];
  for (const each of wanted)
    answers.push(
      await provideEngine({ nodePackage: withAddon(undefined), gpu: undefined, threads: undefined, ...each }),
    );
  return answers;
};

const gpu = { name: 'NVIDIA H200', driver: '580.65.06' };

const withAddon = (addon: string | undefined): NodePackage => ({
  name: '@tensorflow/tfjs-node-gpu',
  version: '4.22.0',
  addon,
  load: () => expect.unreachable(),
});

/** A module of JavaScript stands in for an addon. */
const addon = (name: string, isUsingGpuDevice: boolean): string => {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, `module.exports = { TF_Version: '2.9.1', isUsingGpuDevice: () => ${isUsingGpuDevice} };`);
  return path;
};

/** The library of a Python. */
const library = (TF_Version: string, isGpu: boolean, warnings = '') => {
  findTensorflow.mockResolvedValue(found);
  openLibrary.mockReturnValue({ addon: { TF_Version, isUsingGpuDevice: () => isGpu }, warnings });
};

test("the package's own addon is taken where it works, on a GPU where one is wanted", async () => {
  const [engine] = await provide({ nodePackage: withAddon(addon('gpu', true)), gpu });
  expect(engine).toMatchObject({ source: 'its own addon', versions: {} });
  expect(findTensorflow).not.toHaveBeenCalled();
});

test('one on the CPU will do where the CPU will do', async () => {
  expect(await provide({ nodePackage: withAddon(addon('cpu', false)) })).toMatchObject([{ source: 'its own addon' }]);
});

test('one that sees no GPU, or is broken or not built, gives way to the TensorFlow of a Python', async () => {
  library('2.21.0', true);
  const [engine] = await provide({ nodePackage: withAddon(addon('blind', false)), gpu });
  expect(engine).toMatchObject({ source: '/py/tensorflow', versions: { koffi: '3.3.4' } });
});

test('where there is neither, both are told, and what to install', async () => {
  expect(await provide({ gpu }, {})).toEqual([
    {
      absent: `${none.absent}; its own addon is not built`,
      remedy: 'pip install tensorflow[and-cuda], or set TENSORFLOW_PYTHON',
    },
    {
      absent: `${none.absent}; its own addon is not built`,
      remedy: 'pip install tensorflow-cpu, or set TENSORFLOW_PYTHON',
    },
  ]);
  const [broken] = await provide({ nodePackage: withAddon(join(folder, 'none.node')) });
  expect(broken).toMatchObject({ absent: expect.stringContaining('its own addon does not load: Cannot find module') });
  const [blind] = await provide({ nodePackage: withAddon(addon('blind', false)), gpu });
  expect(blind).toMatchObject({ absent: expect.stringContaining('the TensorFlow 2.9.1 of its own addon sees no GPU') });
});

test('a TensorFlow without a GPU is never taken for one, and says what it said', async () => {
  library('2.21.0', false, 'Cannot dlopen some GPU libraries.');
  expect(await provide({ gpu })).toEqual([
    {
      absent: 'on the CPU: TensorFlow 2.21.0 in /py/tensorflow sees no GPU: Cannot dlopen some GPU libraries.',
      remedy: 'pip install tensorflow[and-cuda]',
    },
  ]);
});

test('one that is too old or does not load is refused', async () => {
  library('2.15.1', true);
  expect(await provide({})).toEqual([
    {
      absent: 'too old: TensorFlow 2.15.1 in /py/tensorflow; 2.16 is the oldest',
      remedy: 'pip install --upgrade tensorflow-cpu',
    },
  ]);
  openLibrary.mockImplementation(() => {
    throw new Error('GLIBC_2.38 not found');
  });
  expect(await provide({})).toEqual([
    { absent: 'there, but the TensorFlow in /py/tensorflow does not load: GLIBC_2.38 not found' },
  ]);
});

test('there is one TensorFlow a process: it is used again, or refused where it is not what is wanted', async () => {
  library('2.21.0', false);
  const [first, second, third, fourth] = await provide({ threads: 2 }, {}, { threads: 1 }, { gpu });
  expect(second).toBe(first);
  expect(third).toMatchObject({ absent: 'running in this process already, on 2 threads' });
  expect(fourth).toMatchObject({
    absent: 'on the CPU in this process already, with TensorFlow 2.21.0 (/py/tensorflow)',
  });
  expect(openLibrary).toHaveBeenCalledTimes(1);
});
