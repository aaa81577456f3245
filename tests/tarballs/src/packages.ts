// What is published, read off the workspace.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>>;
};

/** Each package under packages/, by its folder's name. */
export const packages: Readonly<Record<string, Manifest>> = Object.fromEntries(
  readdirSync(join(root, 'packages'))
    .sort()
    .map((folder) => [folder, JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'))]),
);

/** The file that `pnpm pack` makes of a package. */
export const tarballOf = ({ name, version }: Manifest): string =>
  join(root, '.cache/tarballs', `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);

/** What `import` takes: `@kindling/models`, `@kindling/models/node`. */
export const entriesOf = ({ name, exports }: Manifest): readonly string[] =>
  Object.keys(exports)
    .filter((path) => path !== './package.json')
    .map((path) => name + path.slice(1));

/** The peers that must stand beside a package. */
export const requiredPeers = ({ peerDependencies = {}, peerDependenciesMeta = {} }: Manifest): readonly string[] =>
  Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);

/** The version of a third-party package that this repository uses. */
export const versionOf = (name: string): string =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`), 'utf8')).version;
