// internal: what helps, and what to type for it on this machine
import type { Facts, Host, Python, Remedy } from './diagnosis.ts';

/** The oldest PyTorch whose stable C ABI will do. */
export const leastTorch = '2.11';

const quoted = (path: string): string => (/[\s()&]/.test(path) ? `"${path}"` : path);

/** `NAME=value` for the shells of this platform. */
export const setVariable = ({ platform }: Pick<Host, 'platform'>, name: string, value: string): string =>
  platform === 'win32' ? `$env:${name} = "${value}"` : `export ${name}=${quoted(value)}`;

export const unsetVariable = ({ platform }: Pick<Host, 'platform'>, name: string): string =>
  platform === 'win32' ? `Remove-Item Env:${name}` : `unset ${name}`;

const additions: Readonly<Record<Host['packager'], string>> = {
  npm: 'npm install',
  pnpm: 'pnpm add',
  yarn: 'yarn add',
  bun: 'bun add',
};

export const npmInstall = ({ packager }: Pick<Host, 'packager'>, ...names: readonly string[]): string =>
  `${additions[packager]} ${names.join(' ')}`;

const likeDistribution: readonly (readonly [string, { readonly driver: string; readonly python: string }])[] = [
  ['ubuntu', { driver: 'sudo ubuntu-drivers install', python: 'sudo apt install python3-venv' }],
  ['debian', { driver: 'sudo apt install nvidia-driver', python: 'sudo apt install python3-venv' }],
  ['fedora', { driver: 'sudo dnf install akmod-nvidia', python: 'sudo dnf install python3' }],
  ['arch', { driver: 'sudo pacman -S nvidia', python: 'sudo pacman -S python' }],
  [
    'suse',
    { driver: 'sudo zypper install nvidia-open-driver-G06-signed-kmp-meta', python: 'sudo zypper install python3' },
  ],
];

const ofDistribution = ({ distribution }: Host) =>
  likeDistribution.find(([name]) => distribution.includes(name))?.[1] ?? undefined;

export const installDriver = (host: Host, what = "install NVIDIA's driver, and restart"): Remedy => {
  if (host.wsl !== undefined || host.platform === 'win32') {
    const where = host.wsl === undefined ? '' : ' in Windows (nothing in Linux)';
    return { what: `${what.replace(/, and/, `${where}, and`)}: https://www.nvidia.com/drivers`, commands: [] };
  }
  const command = ofDistribution(host)?.driver;
  return command === undefined
    ? { what: `${what}: https://www.nvidia.com/drivers`, commands: [] }
    : { what, commands: [command] };
};

export const startWithGpus: Remedy = {
  what: 'start it with its GPUs (the host needs the NVIDIA Container Toolkit)',
  commands: ['docker run --gpus all ...'],
};

/** `13.0`, of what can be: the newest CUDA that a driver runs decides the build of PyTorch. */
const majorOf = (cuda: string | undefined): number => (cuda === undefined ? 13 : Number.parseInt(cuda, 10));

/** PyTorch's own wheels, where those that pip takes by itself will not do. */
const indexOf = (host: Host, cuda: string | undefined): string | undefined => {
  if (majorOf(cuda) === 12) return 'https://download.pytorch.org/whl/cu126';
  return host.platform === 'win32' ? 'https://download.pytorch.org/whl/cu130' : undefined;
};

/** How a PyTorch with CUDA gets into a Python. */
const intoPython = (host: Host, python: Python, flags: readonly string[], cuda: string | undefined): string => {
  const index = indexOf(host, cuda);
  const wheels = index === undefined ? [] : ['--index-url', index];
  if (python.packager === 'conda') return `conda install -c conda-forge "pytorch-gpu>=${leastTorch}"`;
  if (python.packager === 'uv') {
    const again = flags.includes('--force-reinstall') ? ['--reinstall-package', 'torch'] : flags;
    return ['uv pip install', ...again, 'torch', '--python', quoted(python.path), ...wheels].join(' ');
  }
  return [quoted(python.path), '-m pip install', ...flags, 'torch', ...wheels].join(' ');
};

/** In a Python of its own, for a machine whose Python is the system's. */
const intoNewVenv = (host: Host, cuda: string | undefined): readonly string[] => {
  const index = indexOf(host, cuda);
  return [
    host.platform === 'win32' ? 'python -m venv .venv' : 'python3 -m venv .venv',
    host.platform === 'win32' ? '.venv\\Scripts\\Activate.ps1' : '. .venv/bin/activate',
    ['pip install torch', ...(index === undefined ? [] : ['--index-url', index])].join(' '),
  ];
};

const isOfSystem = ({ how }: Python): boolean => how === 'python' || how === 'python3';

const cudaOf = ({ driver }: Facts): string | undefined => (driver.state === 'works' ? driver.cuda : undefined);

/** Where there is no PyTorch yet. */
export const installTorch = (facts: Facts): Remedy => {
  const { host, pythons } = facts;
  const [python] = pythons;
  const what = 'install PyTorch';
  if (python !== undefined && !isOfSystem(python)) {
    return { what, commands: [intoPython(host, python, [], cudaOf(facts))] };
  }
  if (python !== undefined) return { what, commands: intoNewVenv(host, cudaOf(facts)) };
  const windows = 'winget install Python.Python.3.13';
  const command = host.platform === 'win32' ? windows : ofDistribution(host)?.python;
  return {
    what: 'install Python 3.10 or newer, and PyTorch with it',
    commands: [...(command === undefined ? [] : [command]), ...intoNewVenv(host, cudaOf(facts))],
  };
};

/** How a PyTorch is replaced. */
interface Replacement {
  /** Whether pip would keep the one that is there, since its version will do. */
  readonly again: boolean;
  /** The CUDA to build for. Default: what the driver runs. */
  readonly cuda?: string;
}

/** In the place of the PyTorch that is there. */
export const replaceTorch = (facts: Facts, what: string, { again, cuda = cudaOf(facts) }: Replacement): Remedy => {
  const { python, how = '' } = facts.torches[0] ?? {};
  if (python === undefined) {
    const { what: other, commands } = installTorch(facts);
    return {
      what: `${what}: take ${how} out of the environment, and ${other}`,
      commands: [unsetVariable(facts.host, how), ...commands],
    };
  }
  return { what, commands: [intoPython(facts.host, python, [again ? '--force-reinstall' : '--upgrade'], cuda)] };
};

/** `install PyTorch: pip install torch` */
export const remedyLine = ({ what, commands }: Remedy): string =>
  commands.length === 0 ? what : `${what}: ${commands.join('; ')}`;
