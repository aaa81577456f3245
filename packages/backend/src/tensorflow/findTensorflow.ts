// internal: looks for an installed TensorFlow, without importing it
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AbsentBackend } from '../backend.ts';

/** A TensorFlow on this machine. */
export interface FoundTensorflow {
  /** The folder of its libraries. */
  readonly folder: string;
  /** What led to it: a variable's name, or a Python. */
  readonly by: string;
  /** The libraries, the one that the other needs first. */
  readonly files: readonly string[];
}

/** What is asked of the machine; tests give their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The current folder: a `.venv` in it counts. */
  readonly folder: string;
  /** The folder of the package `tensorflow` of a Python; undefined where it has none, or does not run. */
  packageOf(python: string): Promise<string | undefined>;
  exists(path: string): boolean;
}

/** `find_spec` does not import the package: 25 ms, where an import takes seconds. The current folder is no package. */
const question = [
  'import importlib.util as u, sys',
  'sys.path = [p for p in sys.path if p]',
  's = u.find_spec("tensorflow")',
  'print(s.submodule_search_locations[0] if s and s.submodule_search_locations else "")',
].join('\n');

const packageOf = async (python: string): Promise<string | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', question], { timeout: 15_000, windowsHide: true });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
};

const theseSurroundings = (): Surroundings => ({
  environment: process.env,
  platform: process.platform,
  folder: process.cwd(),
  packageOf,
  exists: existsSync,
});

interface Place {
  readonly by: string;
  /** The folder; undefined where there is none. */
  find(): Promise<string | undefined>;
}

/** Where one may be, the most explicit first; what a variable of TensorFlow's own name says is final. */
const places = ({ environment, folder, packageOf, exists }: Surroundings): readonly Place[] => {
  const { TENSORFLOW_LIB, TENSORFLOW_PYTHON, VIRTUAL_ENV, CONDA_PREFIX } = environment;
  const ofPython = (by: string, python: string): Place => ({ by, find: () => packageOf(python) });
  const within = (by: string, prefix: string): Place => ofPython(by, join(prefix, 'bin', 'python3'));
  if (TENSORFLOW_LIB) return [{ by: 'TENSORFLOW_LIB', find: async () => TENSORFLOW_LIB }];
  if (TENSORFLOW_PYTHON) return [ofPython('TENSORFLOW_PYTHON', TENSORFLOW_PYTHON)];
  const here = join(folder, '.venv');
  return [
    ...(VIRTUAL_ENV ? [within('VIRTUAL_ENV', VIRTUAL_ENV)] : []),
    ...(CONDA_PREFIX ? [within('CONDA_PREFIX', CONDA_PREFIX)] : []),
    ...(exists(here) ? [within('.venv', here)] : []),
    ofPython('python3', 'python3'),
    ofPython('python', 'python'),
  ];
};

/** How a wheel calls them, then how the archive of the C library alone does. On macOS untried. */
const names: Readonly<Partial<Record<NodeJS.Platform, readonly (readonly string[])[]>>> = {
  linux: [
    ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so.2', 'libtensorflow.so.2'],
  ],
  darwin: [
    ['libtensorflow_framework.2.dylib', 'libtensorflow_cc.2.dylib'],
    ['libtensorflow_framework.2.dylib', 'libtensorflow.2.dylib'],
  ],
};

/**
 * The TensorFlow to use: of `TENSORFLOW_LIB` or `TENSORFLOW_PYTHON` where one of them is set; else of `VIRTUAL_ENV`,
 * `CONDA_PREFIX`, `.venv` in the current folder, `python3` or `python`, the first that has one.
 */
export const findTensorflow = async (
  surroundings: Surroundings = theseSurroundings(),
): Promise<FoundTensorflow | AbsentBackend> => {
  const pairs = names[surroundings.platform];
  if (pairs === undefined) {
    return { absent: `not to be had on ${surroundings.platform}, where TensorFlow's library cannot be called` };
  }
  const tried: string[] = [];
  for (const { by, find } of places(surroundings)) {
    const folder = await find();
    if (folder === undefined) {
      tried.push(`${by} has none`);
      continue;
    }
    const found = pairs.map((pair) => pair.map((name) => join(folder, name)));
    const files = found.find((pair) => pair.every((file) => surroundings.exists(file)));
    if (files !== undefined) return { folder, by, files };
    tried.push(`${by} has no ${pairs[0]!.join(' and ')} in ${folder}`);
  }
  return {
    absent: `not there: no TensorFlow was found (${tried.join('; ')})`,
    remedy: 'or set TENSORFLOW_PYTHON to the Python that has it',
  };
};
