// internal: the Pythons of a machine, and where they have PyTorch and TensorFlow
import type { Python } from '../diagnosis.ts';
import { given, isThere, type Machine, pathsOf } from '../machine.ts';

export interface PythonFound extends Python {
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
  const { TORCH_PYTHON, VIRTUAL_ENV, CONDA_PREFIX } = machine.env;
  const here = join(machine.folder, '.venv');
  return [
    ...(TORCH_PYTHON ? [{ command: TORCH_PYTHON, how: 'TORCH_PYTHON' }] : []),
    ...(VIRTUAL_ENV ? [{ command: inVenv(VIRTUAL_ENV), how: 'VIRTUAL_ENV' }] : []),
    ...(CONDA_PREFIX ? [{ command: inConda(CONDA_PREFIX), how: 'CONDA_PREFIX' }] : []),
    ...(isThere(machine, here) ? [{ command: inVenv(here), how: '.venv' }] : []),
    { command: 'python3', how: 'python3' },
    { command: 'python', how: 'python' },
  ];
};

const packagerOf = (machine: Machine, prefix: string): Python['packager'] => {
  const { join } = pathsOf(machine);
  if (isThere(machine, join(prefix, 'conda-meta'))) return 'conda';
  return /^uv\s*=/m.test(given(machine.read(join(prefix, 'pyvenv.cfg'))) ?? '') ? 'uv' : 'pip';
};

type Answer = readonly [prefix: string, path: string, torch: readonly string[], tensorflow: readonly string[]];

const parse = (text: string): Answer | undefined => {
  try {
    const answer: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? '');
    return Array.isArray(answer) && answer.length === 4 ? (answer as unknown as Answer) : undefined;
  } catch {
    return undefined;
  }
};

/** Those that answer, the first first, each once. */
export const probePythons = async (machine: Machine): Promise<readonly PythonFound[]> => {
  const asked = await Promise.all(
    candidatesOf(machine).map(async ({ command, how }) => {
      const answer = parse((await machine.run(command, ['-c', question]))?.output ?? '');
      if (answer === undefined) return [];
      const [prefix, path, torch, tensorflow] = answer;
      return [{ prefix, path, how, packager: packagerOf(machine, prefix), torch: torch[0], tensorflow: tensorflow[0] }];
    }),
  );
  const each = asked.flat().filter(({ prefix }, i, all) => all.findIndex((other) => other.prefix === prefix) === i);
  return each.map(({ prefix, ...python }) => python);
};
