import { execFileSync } from 'node:child_process';

/** What `nvidia-smi` says of the first GPU under some names; undefined where it says nothing. */
const query = (names: string): readonly string[] | undefined => {
  try {
    const told = execFileSync('nvidia-smi', [`--query-gpu=${names}`, '--format=csv,noheader,nounits'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
    return told
      .split('\n')[0]!
      .split(',')
      .map((cell) => cell.trim());
  } catch {
    return undefined;
  }
};

/** In MiB, of all processes. */
export const usedOnGpu = (): number | undefined => {
  const used = Number(query('memory.used')?.[0] ?? Number.NaN);
  return Number.isFinite(used) ? used : undefined;
};

/** In MiB. */
export const sizeOfGpu = (): number | undefined => {
  const size = Number(query('memory.total')?.[0] ?? Number.NaN);
  return Number.isFinite(size) ? size : undefined;
};

/** `NVIDIA H200, driver 580.65.06, 143771 MiB` */
export const describeGpu = (): string => {
  const told = query('name,driver_version,memory.total');
  return told === undefined ? 'no NVIDIA GPU' : `${told[0]}, driver ${told[1]}, ${told[2]} MiB`;
};
