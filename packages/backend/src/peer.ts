// internal: loads an optional peer dependency
import { version_core } from '@tensorflow/tfjs-core';
import type { AbsentBackend } from './backend.ts';

export interface Peer<Module> {
  readonly module: Module;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * The module of a package that may or may not be installed. tfjs wants all its packages in one version.
 *
 * @param load `() => import('...')`, written out where it is called, for bundlers to see.
 * @param versionOf undefined where a package does not say it
 */
export const loadPeer = async <Module>(
  name: string,
  load: () => Promise<Module>,
  versionOf: (module: Module) => string | undefined,
): Promise<Peer<Module> | AbsentBackend> => {
  const remedy = `npm install ${name}@${version_core}`;
  try {
    const module = await load();
    const version = versionOf(module);
    const core = { '@tensorflow/tfjs-core': version_core };
    if (version === undefined) return { module, versions: core };
    if (version === version_core) return { module, versions: { ...core, [name]: version } };
    return { absent: `in version ${version}, which does not go with tfjs-core ${version_core}`, remedy };
  } catch (error) {
    return { absent: isMissing(error, name) ? 'not installed' : `installed but cannot be loaded: ${error}`, remedy };
  }
};

/**
 * Whether it was this package that the host did not find, rather than one that it needs: hosts quote what they miss.
 */
export const isMissing = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  /find|resolve|specifier/i.test(error.message) &&
  ["'", '"', '“'].some((quote) => error.message.includes(quote + name));
