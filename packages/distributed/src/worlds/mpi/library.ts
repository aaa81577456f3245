// internal: finds the MPI that belongs to a launcher, and opens it
import type { LibraryHandle } from 'koffi';
import type { Interface } from './handles.ts';
import type { Launcher, Way } from './launcher.ts';

/** The package koffi. */
export type Koffi = typeof import('koffi').default;

/** A library of MPI, loaded into the process for good. */
export interface OpenLibrary {
  readonly file: string;
  readonly library: LibraryHandle;
  readonly interface: Interface;
  /** What it says of itself, in one line: `Open MPI v4.1.4, ...`. */
  readonly version: string;
}

type Files = Readonly<Record<Interface, readonly string[]>>;

/** Homebrew's folders are not among those that macOS looks through. */
const brewed = (file: string): readonly string[] => [file, `/opt/homebrew/lib/${file}`, `/usr/local/lib/${file}`];

/** How the files are called; those of macOS are untried. */
const files: { readonly linux: Files; readonly darwin: Files } = {
  linux: {
    openmpi: ['libmpi.so.40'],
    mpich: ['libmpich.so.12', 'libmpi.so.12'],
    standard: ['libmpi_abi.so.1', 'libmpi_abi.so.0', 'libmpi_abi.so'],
  },
  darwin: {
    openmpi: brewed('libmpi.40.dylib'),
    mpich: brewed('libmpi.12.dylib'),
    standard: brewed('libmpi_abi.dylib'),
  },
};

/** The interface that was tried longest comes first. */
const order: Readonly<Record<Way, readonly Interface[]>> = {
  openmpi: ['openmpi', 'standard'],
  mpich: ['mpich', 'standard'],
  either: ['openmpi', 'mpich', 'standard'],
};

const remedies: Readonly<Record<Way, string>> = {
  openmpi: 'apt install openmpi-bin, brew install open-mpi, or load the module of Open MPI on a cluster',
  mpich: 'apt install mpich, brew install mpich, or load the module of MPICH or Intel MPI on a cluster',
  either: 'load the module of the MPI that your cluster has',
};

const named = 'or name its file in KINDLING_MPI_LIBRARY';

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Imports koffi, which is optional. */
export const openKoffi = async (
  launcher: Launcher,
  importKoffi: () => Promise<{ default: Koffi }> = () => import('koffi'),
): Promise<Koffi> => {
  try {
    return (await importKoffi()).default;
  } catch (cause) {
    throw new Error(
      `join: ${launcher.name} started this process, but koffi, which calls MPI, is missing: npm install koffi`,
      { cause },
    );
  }
};

const versionOf = (library: LibraryHandle): string => {
  const text = Buffer.alloc(8192);
  const length = new Int32Array(1);
  library.func('MPI_Get_library_version', 'int', ['void *', 'void *'])(text, length);
  const told = text.toString('utf8', 0, text.indexOf(0));
  return told.trim().replace(/\s+/g, ' ');
};

/** Which binary interface a library has, by its file's name and by what it says of itself. */
export const interfaceOf = (file: string, version: string): Interface | undefined => {
  if (/mpi_abi/.test(file)) return 'standard';
  if (/Open MPI/i.test(version)) return 'openmpi';
  return /MPICH|Intel\(R\) MPI|MVAPICH/i.test(version) ? 'mpich' : undefined;
};

const opened = (koffi: Koffi, launcher: Launcher, file: string): OpenLibrary => {
  // MPI's own plugins look for its symbols among those of the process.
  const library = koffi.load(file, { global: true });
  const version = versionOf(library);
  const found = interfaceOf(file, version);
  if (found === undefined) {
    throw new Error(`join: ${file} is an MPI that is not known: ${version.slice(0, 60)}; Open MPI and MPICH are`);
  }
  if (!order[launcher.way].includes(found)) {
    throw new Error(
      `join: ${launcher.name} started this process, and ${file} is ${version.slice(0, 40)}, which it does not serve; start with its own mpirun`,
    );
  }
  return { file, library, interface: found, version };
};

/**
 * Opens the launcher's library: the file that `KINDLING_MPI_LIBRARY` names, or the first that there is of those that
 * fit it.
 *
 * @throws Error where there is none, where it can't be loaded, and where it does not fit the launcher
 */
export const openLibrary = (
  koffi: Koffi,
  launcher: Launcher,
  { KINDLING_MPI_LIBRARY: file }: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): OpenLibrary => {
  if (file) {
    try {
      return opened(koffi, launcher, file);
    } catch (cause) {
      if (told(cause).startsWith('join:')) throw cause;
      throw new Error(`join: ${file}, which KINDLING_MPI_LIBRARY names, can't be loaded: ${told(cause)}`, { cause });
    }
  }
  const names = order[launcher.way].flatMap((of) => files[platform === 'darwin' ? 'darwin' : 'linux'][of]);
  let cause: unknown;
  for (const name of names) {
    try {
      return opened(koffi, launcher, name);
    } catch (error) {
      if (told(error).startsWith('join:')) throw error;
      cause ??= error;
    }
  }
  throw new Error(
    `join: ${launcher.name} started this process, but its library can't be loaded (tried ${names.join(', ')}); ${remedies[launcher.way]}, ${named}`,
    { cause },
  );
};
