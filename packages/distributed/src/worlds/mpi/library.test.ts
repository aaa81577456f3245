import koffi from 'koffi';
import { describe, expect, test } from 'vitest';
import { lacksMpi } from '../../../testing/families.ts';
import type { Launcher } from './launcher.ts';
import { interfaceOf, openKoffi, openLibrary } from './library.ts';

const launcher = (way: Launcher['way']): Launcher => ({ name: `mpirun of ${way}`, way, rank: 0, size: 2 });

test('where koffi is missing, the error says what to type', async () => {
  const missing = () => Promise.reject(new Error('Cannot find package'));
  await expect(openKoffi(launcher('mpich'), missing)).rejects.toThrow(
    'join: mpirun of mpich started this process, but koffi, which calls MPI, is missing: npm install koffi',
  );
});

test.each([
  ['libmpi.so.40', 'Open MPI v4.1.4, package: Debian OpenMPI', 'openmpi'],
  ['libmpi.so.12', 'MPICH Version: 4.0.2', 'mpich'],
  ['libmpi.so.12', 'Intel(R) MPI Library 2021.11 for Linux* OS', 'mpich'],
  ['libmpi_abi.so.1', 'MPICH Version: 5.0.0', 'standard'],
  ['libmpi_abi.so', 'Open MPI v6.0.0', 'standard'],
  ['libmpi.so', 'Another MPI', undefined],
])('%s that says "%s" has the interface %s', (file, version, found) => {
  expect(interfaceOf(file, version)).toBe(found);
});

test('where there is no library, the error says what was tried and what to install', () => {
  // On Linux no file is called as on macOS.
  const open = () => openLibrary(koffi, launcher('mpich'), {}, process.platform === 'darwin' ? 'linux' : 'darwin');
  expect(open).toThrow(
    /^join: mpirun of mpich started this process, but its library can't be loaded \(tried \S*libmpi.*\); apt install mpich, .*or name its file in KINDLING_MPI_LIBRARY$/,
  );
});

test('a file that is named, and is none', () => {
  const open = () => openLibrary(koffi, launcher('openmpi'), { KINDLING_MPI_LIBRARY: '/nowhere/libmpi.so' });
  expect(open).toThrow(/^join: \/nowhere\/libmpi.so, which KINDLING_MPI_LIBRARY names, can't be loaded: /);
});

test('a library that is no MPI', () => {
  const libc = process.platform === 'darwin' ? 'libSystem.dylib' : 'libc.so.6';
  const open = () => openLibrary(koffi, launcher('openmpi'), { KINDLING_MPI_LIBRARY: libc });
  expect(open).toThrow(/^join: libc.*, which KINDLING_MPI_LIBRARY names, can't be loaded: .*MPI_Get_library_version/);
});

describe.skipIf(lacksMpi.mpich !== undefined || process.platform !== 'linux')(
  `the library of MPICH (${lacksMpi.mpich ?? 'installed'})`,
  () => {
    test('is found, and is told from Open MPI', () => {
      expect(openLibrary(koffi, launcher('mpich'), {})).toMatchObject({
        interface: 'mpich',
        version: expect.stringMatching(/^MPICH Version/),
      });
      expect(() =>
        openLibrary(koffi, launcher('openmpi'), {
          KINDLING_MPI_LIBRARY: openLibrary(koffi, launcher('mpich'), {}).file,
        }),
      ).toThrow(/^join: mpirun of openmpi started this process, and lib\S+ is MPICH .*, which it does not serve; /);
    });
  },
);
