// Every snippet and example of the repository, as a program of its own.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import * as core from '@tensorflow/tfjs-core';
import { exportsOf } from '../../../scripts/barrels.mjs';
import { examplesOf } from './examples.ts';
import { type Modules, missingImports } from './imports.ts';
import { type Snippet, snippetsOf } from './snippet.ts';

export const root = join(import.meta.dirname, '../../..');
const programs = join(import.meta.dirname, '../.cache/programs');

/** A snippet written out as a module; `line` is where the module's first line stands in the page. */
export type Program = Snippet & { readonly path: string };

export type Collected = {
  readonly pages: readonly string[];
  readonly snippets: readonly Program[];
  readonly examples: readonly Program[];
};

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const filesUnder = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
    .filter((path) => path.endsWith(ending) && !/\/(node_modules|dist)\//.test(path))
    .sort();

const packages = readdirSync(join(root, 'packages')).sort();

/** The pages that people read. */
const pages = (): readonly string[] =>
  [
    'README.md',
    'CONTRIBUTING.md',
    ...packages.map((name) => `packages/${name}/README.md`),
    ...filesUnder('docs', '.md'),
  ].filter((file) => existsSync(join(root, file)));

const entry = (name: string, file: string): readonly [string, ReadonlyMap<string, string>][] => {
  if (!existsSync(join(root, file))) return [];
  const names = exportsOf(file, read(file)).map(
    (found) => [found.name, found.isType ? `type ${found.name}` : found.name] as const,
  );
  return [[name, new Map(names)]];
};

/** tfjs's functions; `train`, a namespace of its optimizers, is more likely to mean a data set in an example. */
const operations = Object.entries(core).flatMap(([name, value]) =>
  typeof value === 'function' && name !== 'train' ? [[name, name] as const] : [],
);
const tfjs = ['@tensorflow/tfjs-core', new Map(operations)] as const;

/** Where an example of a package finds its names: there first, then in the other packages, then in tfjs. */
const modulesFor = (owner: string): Modules =>
  new Map([
    ...[owner, ...packages.filter((name) => name !== owner)].flatMap((name) => [
      ...entry(`@kindling/${name}`, `packages/${name}/src/index.ts`),
      ...entry(`@kindling/${name}/node`, `packages/${name}/src/node.ts`),
    ]),
    tfjs,
  ]);

const written = (snippet: Snippet, imports: string): Program => {
  const path = join(programs, `${snippet.file.replaceAll('/', '.')}.${snippet.line}.${snippet.code.length}.ts`);
  writeFileSync(path, `${imports}${snippet.code}\nexport {};\n`);
  return { ...snippet, path };
};

export const collect = (): Collected => {
  rmSync(programs, { recursive: true, force: true });
  mkdirSync(programs, { recursive: true });
  const examples = packages.flatMap((owner) => {
    const modules = modulesFor(owner);
    return filesUnder(`packages/${owner}/src`, '.ts')
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => examplesOf(file, read(file)))
      .map((example) => written(example, missingImports(example.code, modules)));
  });
  const snippets = pages()
    .flatMap((file) => snippetsOf(file, read(file)))
    .map((snippet) => written(snippet, ''));
  return { pages: pages(), snippets, examples };
};
