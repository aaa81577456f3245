import { existsSync } from 'node:fs';
import { join } from 'node:path';

const windows = process.platform === 'win32';

/** Where `scripts/python.mjs` makes them. */
const made = join(import.meta.dirname, '../../../.cache/python');

/** What the variable says, or the Python that was made for tests; undefined where there is neither. */
const pythonWith = (name: 'torch' | 'tensorflow' | 'ray', variable: string): string | undefined => {
  const named = process.env[variable];
  if (named) return named;
  if (!existsSync(join(made, name, 'made.json'))) return undefined;
  return windows ? join(made, name, 'Scripts', 'python.exe') : join(made, name, 'bin', 'python3');
};

const lacks = (name: string, variable: string, python: string | undefined): string | undefined =>
  python === undefined
    ? `no ${variable}, and none in .cache/python: node scripts/python.mjs ${name} makes it`
    : undefined;

const torch = pythonWith('torch', 'TORCH_PYTHON');
const tensorflow = windows ? undefined : pythonWith('tensorflow', 'TENSORFLOW_PYTHON');

/** Why there is no PyTorch for tests; undefined where there is one. */
export const lacksTorch: string | undefined = lacks('torch', 'TORCH_PYTHON', torch);

/** Why there is no TensorFlow for tests; undefined where there is one. */
export const lacksTensorflow: string | undefined = windows
  ? 'on Windows its library cannot be called'
  : lacks('tensorflow', 'TENSORFLOW_PYTHON', tensorflow);

/** A Python with Ray Tune, for the environment of a test's own processes; undefined where there is none. */
export const rayPython: string | undefined = windows ? undefined : pythonWith('ray', 'KINDLING_PYTHON');

/** Why there is no Ray for tests; undefined where there is one. */
export const lacksRay: string | undefined = windows
  ? 'not tried on Windows'
  : lacks('ray', 'KINDLING_PYTHON', rayPython);

/** Lets what runs in this process find the PyTorch for tests. For processes, not threads: these have no environment. */
export const provideTorch = (): void => {
  if (torch !== undefined) process.env.TORCH_PYTHON = torch;
};

/** Lets what runs in this process find the TensorFlow for tests. */
export const provideTensorflow = (): void => {
  if (tensorflow !== undefined) process.env.TENSORFLOW_PYTHON = tensorflow;
};
