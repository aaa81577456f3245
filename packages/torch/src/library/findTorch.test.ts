import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findTorch, type Machine } from './findTorch.ts';

const root = mkdtempSync(join(tmpdir(), 'kindling-torch-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (path: string, text = ''): string => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

/** A package torch as a wheel leaves it; its folder. */
const wheel = (name: string, { cuda = false, version = '2.13.0+cpu' } = {}): string => {
  write(`${name}/torch/lib/libtorch_cpu.so`);
  if (cuda) write(`${name}/torch/lib/libtorch_cuda.so`);
  write(`${name}/torch/version.py`, `__version__ = '${version}'\n`);
  return join(root, name, 'torch');
};

const machine = (changes: Partial<Machine> = {}): Machine => ({
  environment: {},
  platform: 'linux',
  folder: root,
  packageOf: () => undefined,
  ...changes,
});

test('the first Python that has one is asked, an active environment before those on the path', () => {
  const [venv, system] = [wheel('venv', { cuda: true, version: '2.14.1+cu130' }), wheel('system')];
  const packages: Record<string, string> = { python3: system, [join('/v', 'bin', 'python3')]: venv };
  const packageOf = (python: string) => packages[python];
  expect(findTorch(machine({ packageOf }))).toEqual({
    folder: join(system, 'lib'),
    by: 'python3',
    version: '2.13.0+cpu',
    hasCuda: false,
  });
  expect(findTorch(machine({ packageOf, environment: { VIRTUAL_ENV: '/v' } }))).toEqual({
    folder: join(venv, 'lib'),
    by: 'VIRTUAL_ENV',
    version: '2.14.1+cu130',
    hasCuda: true,
  });
});

test('a .venv in the current folder counts, and goes before the path', () => {
  const [own, system] = [wheel('own'), wheel('other')];
  const python = write('project/.venv/bin/python3');
  const packageOf = (asked: string) => (asked === python ? own : system);
  expect(findTorch(machine({ packageOf, folder: join(root, 'project') })).by).toBe('.venv');
});

test('what a variable names is final: another PyTorch is not taken in its place', () => {
  const packageOf = () => wheel('elsewhere');
  const named = (environment: Machine['environment']) => () => findTorch(machine({ packageOf, environment }));
  expect(named({ TORCH_LIB: '/nowhere' })).toThrow('TORCH_LIB: there is no /nowhere/libtorch_cpu.so');
  expect(named({ LIBTORCH: '/zip' })).toThrow('LIBTORCH: there is no /zip/lib/libtorch_cpu.so');
  expect(() => findTorch(machine({ environment: { TORCH_PYTHON: '/p' } }))).toThrow('TORCH_PYTHON: no package torch');
});

test('an unpacked libtorch tells its version in a file of its own', () => {
  write('libtorch/lib/libtorch_cpu.so');
  write('libtorch/build-version', '2.13.0+cu130\n');
  const environment = { LIBTORCH: join(root, 'libtorch') };
  expect(findTorch(machine({ environment })).version).toBe('2.13.0+cu130');
});

test('where there is none, the error says what was tried and what to type', () => {
  expect(() => findTorch(machine())).toThrow(
    'torch: it is not found (tried python3: no package torch; python: no package torch); pip install torch, or set',
  );
});

test('libraries have the names of the platform', () => {
  const environment = { TORCH_LIB: '/t' };
  expect(() => findTorch(machine({ environment, platform: 'win32' }))).toThrow('torch_cpu.dll');
  expect(() => findTorch(machine({ environment, platform: 'darwin' }))).toThrow('libtorch_cpu.dylib');
});
