import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTensorflow, type Surroundings } from './findTensorflow.ts';

/** A machine whose Pythons have TensorFlow in these folders. */
const machine = (pythons: Record<string, string>, given: Partial<Surroundings> = {}): Surroundings => ({
  environment: {},
  platform: 'linux',
  folder: '/work',
  packageOf: async (python) => pythons[python],
  exists: (path) => Object.values(pythons).some((folder) => path.startsWith(folder)),
  ...given,
});

test('the first Python that has one is taken: VIRTUAL_ENV, CONDA_PREFIX, .venv, python3, python', async () => {
  const venv = { [join('/venv', 'bin', 'python3')]: '/venv/tf' };
  const conda = { [join('/conda', 'bin', 'python3')]: '/conda/tf' };
  const here = { [join('/work', '.venv', 'bin', 'python3')]: '/work/.venv/tf' };
  const environment = { VIRTUAL_ENV: '/venv', CONDA_PREFIX: '/conda' };
  const path = { python3: '/usr/tf', python: '/other/tf' };
  const by = async (pythons: Record<string, string>, exists?: Surroundings['exists']) =>
    findTensorflow(machine(pythons, { environment, ...(exists && { exists }) }));
  expect(await by({ ...venv, ...conda, ...path })).toEqual({
    folder: '/venv/tf',
    by: 'VIRTUAL_ENV',
    files: [join('/venv/tf', 'libtensorflow_framework.so.2'), join('/venv/tf', 'libtensorflow_cc.so.2')],
  });
  expect(await by({ ...conda, ...path })).toMatchObject({ by: 'CONDA_PREFIX' });
  expect(await by({ ...here, ...path }, () => true)).toMatchObject({ by: '.venv' });
  expect(await by(path)).toMatchObject({ by: 'python3' });
  expect(await by({ python: '/other/tf' })).toMatchObject({ by: 'python' });
});

test('a variable of its own name is final', async () => {
  const pythons = { python3: '/usr/tf', mine: '/mine/tf' };
  const by = (environment: Record<string, string>) => findTensorflow(machine(pythons, { environment }));
  expect(await by({ TENSORFLOW_PYTHON: 'mine' })).toMatchObject({ folder: '/mine/tf' });
  expect(await by({ TENSORFLOW_PYTHON: 'none' })).toEqual({
    absent: 'not there: no TensorFlow was found (TENSORFLOW_PYTHON has none)',
    remedy: 'or set TENSORFLOW_PYTHON to the Python that has it',
  });
  expect(await by({ TENSORFLOW_LIB: '/usr/tf', TENSORFLOW_PYTHON: 'mine' })).toMatchObject({ by: 'TENSORFLOW_LIB' });
});

test('the archive of the C library has another file; a folder without either is named', async () => {
  const only = (name: string) =>
    findTensorflow(machine({ python3: '/tf' }, { exists: (path) => /framework/.test(path) || path.endsWith(name) }));
  expect(await only('libtensorflow.so.2')).toMatchObject({
    files: [expect.anything(), join('/tf', 'libtensorflow.so.2')],
  });
  expect(await only('nothing')).toMatchObject({
    absent: expect.stringContaining(
      'python3 has no libtensorflow_framework.so.2 and libtensorflow_cc.so.2 in /tf; python has none',
    ),
  });
});

test('on Windows there is no library to call', async () => {
  expect(await findTensorflow(machine({ python: '/tf' }, { platform: 'win32' }))).toEqual({
    absent: "not to be had on win32, where TensorFlow's library cannot be called",
  });
});
