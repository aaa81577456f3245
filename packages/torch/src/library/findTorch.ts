// internal: looks for an installed PyTorch, without importing it
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFile } from './libraryFile.ts';
import { TorchAbsentError } from './torchAbsentError.ts';

/** A PyTorch on this machine. */
export interface FoundTorch {
  /** The folder of its libraries. */
  readonly folder: string;
  /** What led to it: a variable's name or a Python. */
  readonly by: string;
  /** As it says itself: `2.13.0+cpu`; `unknown` where no file tells. */
  readonly version: string;
  /** Whether it is a build for CUDA or ROCm. */
  readonly hasCuda: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What is asked of the machine; tests give their own. */
export interface Machine {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** The current folder: a `.venv` in it counts. */
  readonly folder: string;
  /** The folder of the package `torch` of a Python; undefined where it has none or does not run. */
  packageOf(python: string): string | undefined;
}

/** `find_spec` does not import the package: 25 ms, where an import takes 2 s. */
const probe =
  'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")';

const packageOf = (python: string): string | undefined => {
  try {
    const told = execFileSync(python, ['-c', probe], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
    return told.trim() || undefined;
  } catch {
    return undefined;
  }
};

export const thisMachine = (): Machine => ({
  environment: process.env,
  platform: process.platform,
  folder: process.cwd(),
  packageOf,
});

/** The Python of a virtual environment. */
const pythonIn = (folder: string, platform: NodeJS.Platform): string =>
  platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python3');

interface Candidate {
  readonly by: string;
  /** The folder of libraries; undefined where the Python has no torch. */
  readonly libraries: () => string | undefined;
}

/** Where a PyTorch can be, most explicit first. What a variable of PyTorch's own name says is final. */
const candidates = ({ environment, platform, folder, packageOf }: Machine): readonly Candidate[] => {
  const { TORCH_LIB, LIBTORCH, TORCH_PYTHON, VIRTUAL_ENV, CONDA_PREFIX } = environment;
  const ofPython = (by: string, python: string): Candidate => ({
    by,
    libraries: () => {
      const found = packageOf(python);
      return found === undefined ? undefined : join(found, 'lib');
    },
  });
  if (TORCH_LIB) return [{ by: 'TORCH_LIB', libraries: () => TORCH_LIB }];
  if (LIBTORCH) return [{ by: 'LIBTORCH', libraries: () => join(LIBTORCH, 'lib') }];
  if (TORCH_PYTHON) return [ofPython('TORCH_PYTHON', TORCH_PYTHON)];
  const conda =
    CONDA_PREFIX && (platform === 'win32' ? join(CONDA_PREFIX, 'python.exe') : pythonIn(CONDA_PREFIX, platform));
  const venv = join(folder, '.venv');
  return [
    ...(VIRTUAL_ENV ? [ofPython('VIRTUAL_ENV', pythonIn(VIRTUAL_ENV, platform))] : []),
    ...(conda ? [ofPython('CONDA_PREFIX', conda)] : []),
    ...(existsSync(venv) ? [ofPython('.venv', pythonIn(venv, platform))] : []),
    ofPython('python3', 'python3'),
    ofPython('python', 'python'),
  ];
};

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** A wheel has it in version.py, a zip of libtorch in build-version. */
const versionOf = (libraries: string): string =>
  /__version__ = '([^']+)'/.exec(textOf(join(libraries, '..', 'version.py')))?.[1] ??
  (textOf(join(libraries, '..', 'build-version')).trim() || 'unknown');

/**
 * The PyTorch to use: of `TORCH_LIB`, `LIBTORCH` or `TORCH_PYTHON` where one of them is set; else of `VIRTUAL_ENV`,
 * `CONDA_PREFIX`, `.venv` in the current folder, `python3` or `python`, the first that has one.
 *
 * @throws TorchAbsentError with what was tried
 */
export const findTorch = (machine: Machine = thisMachine()): FoundTorch => {
  const tried: string[] = [];
  for (const { by, libraries } of candidates(machine)) {
    const folder = libraries();
    if (folder === undefined) {
      tried.push(`${by}: no package torch`);
      continue;
    }
    const file = libraryFile(folder, 'torch_cpu', machine.platform);
    if (!existsSync(file)) {
      tried.push(`${by}: there is no ${file}`);
      continue;
    }
    const hasCuda = existsSync(libraryFile(folder, 'torch_cuda', machine.platform));
    return { folder, by, version: versionOf(folder), hasCuda };
  }
  throw new TorchAbsentError(
    `not found (tried ${tried.join('; ')})`,
    'pip install torch, or set TORCH_PYTHON to the Python that has it, or TORCH_LIB to the folder of its libraries',
  );
};
