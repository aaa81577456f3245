// internal: the Python that has Ray
import { execFileSync } from 'node:child_process';

/** The first Ray that can ask for a token. */
const least = [2, 52] as const;

/** What Ray Tune is made of, besides Ray. */
const parts = ['ray', 'pandas', 'pyarrow', 'fsspec'];

const ask = `
import importlib.metadata, importlib.util, sys
missing = [name for name in sys.argv[1:] if importlib.util.find_spec(name) is None]
print(",".join(missing) if missing else importlib.metadata.version("ray"))
`;

const howTo = `make one, and name it:
  python3 -m venv ray && ray/bin/pip install 'ray[tune]'
  KINDLING_PYTHON=ray/bin/python3 npx kindling-sweep sweep.json`;

/**
 * The Python named by KINDLING_PYTHON, else `python3`.
 *
 * @throws Error with the remedy where it is not there, has no Ray Tune, or one that knows no tokens
 */
export const pythonWithRay = (environment: Readonly<Record<string, string | undefined>> = process.env): string => {
  const python = environment.KINDLING_PYTHON || 'python3';
  let found: string;
  try {
    found = execFileSync(python, ['-c', ask, ...parts], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    throw new Error(`there is no Python that starts as ${python}; ${howTo}`, { cause: error });
  }
  const [major = 0, minor = 0] = found.split('.').map(Number);
  if (Number.isNaN(major)) throw new Error(`${python} lacks ${found.replaceAll(',', ', ')} of ray[tune]; ${howTo}`);
  if (major < least[0] || (major === least[0] && minor < least[1]))
    throw new Error(`${python} has Ray ${found}, which cannot ask for a token; Ray ${least.join('.')} can: ${howTo}`);
  return python;
};
