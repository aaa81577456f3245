// internal: the Pythons of a machine, and where they have PyTorch and TensorFlow
import type { Python } from '../diagnosis.ts';
import { given, isThere, type Machine, pathsOf } from '../machine.ts';

export interface PythonFound extends Python {
  /** By which it was called. */
  readonly command: string;
  /** The folder that it is in, with its packages. */
  readonly prefix: string;
  /** The folders of its packages, where it has them. */
  readonly torch: string | undefined;
  readonly tensorflow: string | undefined;
}

/** Says where packages are without importing them: that takes 25 ms, where importing PyTorch takes seconds. */
const question = `import importlib.util as u, json, sys
def at(name):
    try: s = u.find_spec(name)
    except Exception: s = None
    return list(s.submodule_search_locations or [])[:1] if s else []
sys.path = [p for p in sys.path if p]
print(json.dumps([sys.prefix, sys.executable, at("torch"), at("tensorflow")]))`;

interface Candidate {
  readonly command: string;
  readonly how: string;
}

const candidatesOf = (machine: Machine): readonly Candidate[] => {
  const { join } = pathsOf(machine);
  const windows = machine.platform === 'win32';
  const inVenv = (folder: string): string =>
    windows ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python3');
  const inConda = (folder: string): string => (windows ? join(folder, 'python.exe') : join(folder, 'bin', 'python3'));
  const { TORCH_PYTHON, TENSORFLOW_PYTHON, VIRTUAL_ENV, CONDA_PREFIX } = machine.env;
  const here = join(machine.folder, '.venv');
  return [
    ...(TORCH_PYTHON ? [{ command: TORCH_PYTHON, how: 'TORCH_PYTHON' }] : []),
    ...(VIRTUAL_ENV ? [{ command: inVenv(VIRTUAL_ENV), how: 'VIRTUAL_ENV' }] : []),
    ...(CONDA_PREFIX ? [{ command: inConda(CONDA_PREFIX), how: 'CONDA_PREFIX' }] : []),
    ...(isThere(machine, here) ? [{ command: inVenv(here), how: '.venv' }] : []),
    { command: 'python3', how: 'python3' },
    { command: 'python', how: 'python' },
    ...(TENSORFLOW_PYTHON ? [{ command: TENSORFLOW_PYTHON, how: 'TENSORFLOW_PYTHON' }] : []),
  ];
};

const packagerOf = (machine: Machine, prefix: string): Python['packager'] => {
  const { join } = pathsOf(machine);
  if (isThere(machine, join(prefix, 'conda-meta'))) return 'conda';
  return /^uv\s*=/m.test(given(machine.read(join(prefix, 'pyvenv.cfg'))) ?? '') ? 'uv' : 'pip';
};

type Answer = readonly [prefix: string, path: string, torch: readonly string[], tensorflow: readonly string[]];

/** A program that is no Python may print anything. */
const isAnswer = (value: unknown): value is Answer =>
  Array.isArray(value) &&
  value.length === 4 &&
  value.slice(0, 2).every((each) => typeof each === 'string') &&
  value.slice(2).every(Array.isArray);

const parse = (text: string): Answer | undefined => {
  try {
    const answer: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? '');
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
};

const ask = async (machine: Machine, { command, how }: Candidate): Promise<PythonFound | undefined> => {
  const answer = parse((await machine.run(command, ['-c', question]))?.output ?? '');
  if (answer === undefined) return undefined;
  const [prefix, path, torch, tensorflow] = answer;
  const packager = packagerOf(machine, prefix);
  return { command, prefix, path, how, packager, torch: torch[0], tensorflow: tensorflow[0] };
};

/** Those that answer, in the order in which they are taken; the same one may come twice. */
export const probePythons = async (machine: Machine): Promise<readonly PythonFound[]> =>
  (await Promise.all(candidatesOf(machine).map((candidate) => ask(machine, candidate)))).filter(
    (python) => python !== undefined,
  );

/** Each once, without what it has. */
export const distinct = (pythons: readonly PythonFound[]): readonly Python[] =>
  pythons
    .filter(({ prefix }, i) => pythons.findIndex((other) => other.prefix === prefix) === i)
    .map(({ path, how, packager }) => ({ path, how, packager }));
