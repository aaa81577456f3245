// internal: the JavaScript of tfjs-node, unmodified, without its native addon
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';
import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { NodePackageName } from '../native/native.ts';
import type { NodeBinding } from './binding.ts';

/** What of an addon is used here. */
export type Addon = Pick<NodeBinding, 'TF_Version' | 'isUsingGpuDevice'>;

export interface NodePackage {
  readonly name: NodePackageName;
  readonly version: string;
  /** The file of its own addon, which its install script makes; undefined where that did not run. */
  readonly addon: string | undefined;
  /** Registers its kernels, and gives what makes its backend. */
  load(): (binding: Addon) => KernelBackend;
}

/** The package as it is installed; undefined where it is not. */
export const findNodePackage = (name: NodePackageName): NodePackage | undefined => {
  const require = createRequire(import.meta.url);
  let manifest: string;
  try {
    manifest = require.resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
  const folder = dirname(manifest);
  return {
    name,
    version: JSON.parse(readFileSync(manifest, 'utf8')).version,
    addon: addonIn(folder, Number(process.versions.napi)),
    load: () => {
      provideOldPredicates();
      require(join(folder, 'dist/register_all_kernels.js'));
      const { NodeJSKernelBackend } = require(join(folder, 'dist/nodejs_kernel_backend.js'));
      return (binding) => new NodeJSKernelBackend(binding, name);
    },
  };
};

/** `lib/napi-v8/tfjs_binding.node`: the newest that this Node can load. */
export const addonIn = (folder: string, napi: number): string | undefined => {
  const lib = join(folder, 'lib');
  const versions = (existsSync(lib) ? readdirSync(lib) : [])
    .map((name) => Number(/^napi-v(\d+)$/.exec(name)?.[1]))
    .filter((version) => version <= napi)
    .sort((a, b) => b - a);
  return versions.map((version) => join(lib, `napi-v${version}`, 'tfjs_binding.node')).find((path) => existsSync(path));
};

/** What the package asks of Node's `util`, and Node 23 took out. */
const provideOldPredicates = (): void => {
  const old: Readonly<Record<string, (value: unknown) => boolean>> = {
    isArray: Array.isArray,
    isNullOrUndefined: (value) => value === null || value === undefined,
  };
  for (const [name, predicate] of Object.entries(old)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: predicate, configurable: true, writable: true });
  }
};
