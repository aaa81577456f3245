// internal: opens the libraries of a PyTorch
import koffi, { type LibraryHandle } from 'koffi';
import type { FoundTorch } from './findTorch.ts';
import { libraryFile } from './libraryFile.ts';
import { TorchAbsentError } from './torchAbsentError.ts';

/** The libraries of a PyTorch, loaded into the process for good. */
export interface OpenTorch extends FoundTorch {
  /** All operators, and the kernels of the CPU and of MPS. */
  readonly main: LibraryHandle;
  /** Kernels of CUDA, loaded when they are first asked for; or why there are none, after "it is". */
  readonly cuda: () => LibraryHandle | { readonly why: string };
  /** Of the ABI, which is PyTorch's: `[2, 13]`. */
  readonly release: readonly [major: number, minor: number];
}

/** From this release on there are functions for lists. */
const oldest = [2, 11] as const;

const upgrade = 'pip install --upgrade torch';

/** The version in the upper bytes: major, minor, patch. */
const releaseOf = (main: LibraryHandle): readonly [number, number] => {
  const version = BigInt(main.func('aoti_torch_abi_version', 'uint64', [])());
  return [Number(version >> 56n), Number((version >> 48n) & 0xffn)];
};

/** Windows looks for the libraries beside it along `PATH` alone; untried there. */
const letWindowsFind = (folder: string): void => {
  if (process.platform === 'win32') process.env.PATH = `${folder};${process.env.PATH ?? ''}`;
};

const load = (file: string): LibraryHandle => koffi.load(file, { global: true });

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const openMain = ({ folder, version }: FoundTorch): LibraryHandle => {
  const file = libraryFile(folder, 'torch_cpu');
  letWindowsFind(folder);
  try {
    return load(file);
  } catch (cause) {
    throw new TorchAbsentError(
      `not loadable: PyTorch ${version} in ${folder}: ${told(cause)}`,
      `check that it is built for this machine (${process.platform} ${process.arch}): python -c "import torch"`,
      { cause },
    );
  }
};

const openCuda = ({ folder, version, hasCuda }: FoundTorch): LibraryHandle | { readonly why: string } => {
  if (!hasCuda) return { why: `a build of PyTorch without CUDA (${version} in ${folder})` };
  try {
    // Loading it is what registers its kernels.
    return load(libraryFile(folder, 'torch_cuda'));
  } catch (error) {
    return { why: `a PyTorch ${version} whose libtorch_cuda can't be loaded: ${told(error)}` };
  }
};

/**
 * Loads a PyTorch into the process: half a second. Its other libraries come along by the paths that are written in it.
 *
 * @throws TorchAbsentError where it can't be loaded or is too old
 */
export const openTorch = (found: FoundTorch): OpenTorch => {
  const main = openMain(found);
  let release: readonly [number, number];
  try {
    release = releaseOf(main);
  } catch (cause) {
    throw new TorchAbsentError(`too old: PyTorch ${found.version} has no stable ABI`, upgrade, { cause });
  }
  const [major, minor] = release;
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new TorchAbsentError(`too old: PyTorch ${found.version} in ${found.folder}; 2.11 is the oldest`, upgrade);
  }
  let cuda: ReturnType<OpenTorch['cuda']> | undefined;
  return {
    ...found,
    main,
    cuda: () => {
      cuda ??= openCuda(found);
      return cuda;
    },
    release,
  };
};
