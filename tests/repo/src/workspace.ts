// The repository as its tests see it.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { workspaceFolders } from '../../../scripts/bootstrap/packages.mjs';

export const root = join(import.meta.dirname, '../../..');

export type Manifest = {
  readonly name: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly sideEffects?: boolean;
  readonly repository?: { readonly type: string; readonly url?: string; readonly directory?: string };
  readonly homepage?: string;
  readonly bugs?: string;
  readonly engines?: { readonly node?: string };
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
};

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** Every workspace by its folder, the root under `.`. */
export const workspaces: Readonly<Record<string, Manifest>> = Object.fromEntries(
  ['.', ...workspaceFolders(root)].map((folder) => [folder, manifestOf(folder)]),
);

/** The folders of the packages that are published. */
export const published = Object.keys(workspaces).filter((folder) => folder.startsWith('packages/'));

/** The TypeScript files under a folder, as paths from the root. */
export const sourcesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
    .filter((path) => path.endsWith('.ts') && !path.includes('/node_modules/') && !path.includes('/dist/'))
    .sort();

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The catalog: every third-party package that the repository uses, with its one version. */
export const catalog: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...(/^catalog:\n((?: {2}.*\n)+)/m.exec(read('pnpm-workspace.yaml'))?.[1] ?? '').matchAll(
      /^ {2}"?([^":]+)"?: (.+)$/gm,
    ),
  ].map(([, name, version]) => [name!, version!]),
);
