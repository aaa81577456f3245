// internal: the PyTorches of a machine
import type { Torch } from '../diagnosis.ts';
import { given, isThere, type Machine, pathsOf } from '../machine.ts';
import { architectureOf, headBytes } from './binary.ts';
import type { PythonFound } from './pythons.ts';

/** `libtorch_cpu.so`, `torch_cpu.dll`, `libtorch_cpu.dylib` */
const libraryName = ({ platform }: Machine, name: string): string =>
  platform === 'win32' ? `${name}.dll` : `lib${name}.${platform === 'darwin' ? 'dylib' : 'so'}`;

type Place = Pick<Torch, 'folder' | 'how'> & { readonly python?: PythonFound };

/** In the order of `@kindling/torch`, which looks no further than the first of these variables that is set. */
const placesOf = (machine: Machine, pythons: readonly PythonFound[]): readonly Place[] => {
  const { join } = pathsOf(machine);
  const { TORCH_LIB, LIBTORCH, TORCH_PYTHON } = machine.env;
  const told = TORCH_PYTHON && !pythons.some(({ how, torch }) => how === 'TORCH_PYTHON' && torch !== undefined);
  return [
    ...(TORCH_LIB ? [{ folder: TORCH_LIB, how: 'TORCH_LIB' }] : []),
    ...(LIBTORCH ? [{ folder: join(LIBTORCH, 'lib'), how: 'LIBTORCH' }] : []),
    ...(told ? [{ folder: TORCH_PYTHON, how: 'TORCH_PYTHON' }] : []),
    ...pythons.flatMap((python) =>
      python.torch === undefined || python.how === 'TENSORFLOW_PYTHON'
        ? []
        : [{ folder: join(python.torch, 'lib'), how: python.how, python }],
    ),
  ];
};

/** A wheel says `__version__ = '2.13.0+cu130'`, `cuda: Optional[str] = '13.0'`; a libtorch has a file build-version. */
const buildOf = (machine: Machine, folder: string): Pick<Torch, 'version' | 'cuda' | 'rocm'> => {
  const { join, dirname } = pathsOf(machine);
  const above = dirname(folder);
  const text = given(machine.read(join(above, 'version.py'))) ?? '';
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}\\b[^=\\n]*=\\s*['"]([^'"]+)['"]`, 'm').exec(text)?.[1];
  const version = field('__version__') ?? given(machine.read(join(above, 'build-version')))?.trim();
  const tag = /\+cu(\d+)(\d)$/.exec(version ?? '');
  const hasCuda = isThere(machine, join(folder, libraryName(machine, 'torch_cuda')));
  return {
    version,
    cuda: hasCuda ? (field('cuda') ?? (tag === null ? 'unknown' : `${tag[1]}.${tag[2]}`)) : undefined,
    rocm: field('hip') !== undefined || isThere(machine, join(folder, libraryName(machine, 'torch_hip'))),
  };
};

const torchAt = (machine: Machine, { folder, how, python }: Place): Torch => {
  const head = machine.head(pathsOf(machine).join(folder, libraryName(machine, 'torch_cpu')), headBytes);
  return {
    folder,
    how,
    python: python && { path: python.path, how: python.how, packager: python.packager },
    ...buildOf(machine, folder),
    arch: 'value' in head ? architectureOf(head.value) : undefined,
    unreadable: 'value' in head ? undefined : head,
  };
};

/** Whether it is a folder of a Python that has no library in it: the next one is taken. */
const isEmpty = ({ unreadable, how }: Torch): boolean =>
  unreadable?.fault === 'absent' && !['TORCH_LIB', 'LIBTORCH', 'TORCH_PYTHON'].includes(how);

/** All of them, the one that is taken first. */
export const probeTorches = (machine: Machine, pythons: readonly PythonFound[]): readonly Torch[] => {
  const torches = placesOf(machine, pythons)
    .filter(({ folder }, i, all) => all.findIndex((other) => other.folder === folder) === i)
    .map((place) => torchAt(machine, place));
  const filled = torches.filter((torch) => !isEmpty(torch));
  return filled.length > 0 ? filled : torches;
};
