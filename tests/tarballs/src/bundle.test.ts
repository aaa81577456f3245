import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { execPath } from 'node:process';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { packages, root } from './packages.ts';

const bundles = join(root, '.cache/bundles');
/** All but those for Node alone. */
const folders = Object.keys(packages).filter((folder) => !['torch', 'distributed', 'sweep'].includes(folder));

interface Bundle {
  /** What a page loads at once: the entry and the chunks that it imports. */
  readonly atOnce: string;
  /** That, and the chunks that it can load on demand. */
  readonly onDemand: string;
  /** That, and the chunks that esbuild makes of what it then drops. */
  readonly all: string;
}

/** A minified browser bundle of a program in `clean`, without what is `outside`. */
const bundleOf = async (clean: string, contents: string, outside: readonly string[]): Promise<Bundle> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: clean },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: [...outside],
    outdir: bundles,
    absWorkingDir: root,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]!.entryPoint === '<stdin>')!;
  const loaded = (kinds: readonly string[]): ReadonlySet<string> =>
    reached(entry, (path) =>
      (metafile.outputs[path]?.imports ?? []).filter(({ kind }) => kinds.includes(kind)).map((next) => next.path),
    );
  const text = (paths: ReadonlySet<string>): string =>
    outputFiles
      .filter(({ path }) => paths.has(relative(root, path).split(sep).join('/')))
      .map((file) => file.text)
      .join('\n');
  return {
    atOnce: text(loaded(['import-statement'])),
    onDemand: text(loaded(['import-statement', 'dynamic-import'])),
    all: text(new Set(Object.keys(metafile.outputs))),
  };
};

/** What a chunk imports, what that imports, and so on. */
const reached = (entry: string, importsOf: (path: string) => readonly string[]): ReadonlySet<string> => {
  const paths = new Set([entry]);
  for (const path of paths) for (const next of importsOf(path)) paths.add(next); // a set goes on to what is added
  return paths;
};

/** What a page loads at once as Vite builds it. */
const viteAtOnce = async (clean: string, contents: string): Promise<string> => {
  writeFileSync(join(clean, 'page.js'), contents);
  const options = `{ input: 'page.js', preserveEntrySignatures: 'strict', external: /^@tensorflow/ }`;
  const config = `{ build: { manifest: true, modulePreload: false, target: 'es2022', rolldownOptions: ${options} } }`;
  writeFileSync(join(clean, 'vite.config.js'), `export default ${config};`);
  const vite = createRequire(join(root, 'package.json')).resolve('vite/package.json');
  const { code, output } = await child(execPath, [join(vite, '../bin/vite.js'), 'build'], clean);
  expect(code, output).toBe(0);
  const made = join(clean, 'dist');
  const manifest: Record<string, { readonly file: string; readonly imports?: readonly string[] }> = JSON.parse(
    readFileSync(join(made, '.vite/manifest.json'), 'utf8'),
  );
  return [...reached('page.js', (key) => manifest[key]!.imports ?? [])]
    .map((key) => readFileSync(join(made, manifest[key]!.file), 'utf8'))
    .join('\n');
};

/** Where tfjs is bundled too, nothing is imported of it: only names that the minifier chose are left. */
const withoutImports = (text: string): string => text.replace(/import\{[^}]*\}from"@tensorflow\/[^"]*";/g, '');

/** One of main entries as installed in `clean`; tfjs, and what is `outside`, is left out. */
const bundle = (clean: string, entries: readonly string[], outside: readonly string[] = []): Promise<Bundle> => {
  const contents = entries.map((entry, i) => `export * as _${i} from '${entry}';`).join('\n');
  return bundleOf(clean, contents, ['@tensorflow/*', ...outside]);
};

/** What the page of docs/bundlers.md without `selectBackend` takes, beside its backend. */
const smallPage = `
export { dense, input, sequential } from '@kindling/models';
export { compile } from '@kindling/train';
`;

/** What a page that trains the README's network takes from each package. */
const trainingPage = `
export { batch, fromArrays, normalize, oneHot, pipe, prepare, shuffle } from '@kindling/data';
export { dense, flatten, input, sequential } from '@kindling/models';
export { adam, compile, progress } from '@kindling/train';
export { classificationReport, confusionMatrix, decodePredictions } from '@kindling/metrics';
`;

test('every main entry but those of torch, distributed and sweep, which are for Node, bundles for a browser with nothing of Node in it', async () => {
  const clean = await cleanFolder(folders, ['@tensorflow/tfjs-core']);
  for (const folder of folders) {
    expect((await bundle(clean, [packages[folder]!.name])).all, `packages/${folder}`).not.toMatch(
      /["']node:|\brequire\(["']/,
    );
  }
});

test('every package keeps its budget of bytes, and the four that train together keep theirs', async () => {
  const clean = await cleanFolder(folders, ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgpu']);
  mkdirSync(bundles, { recursive: true });
  for (const folder of folders) {
    const { name } = packages[folder]!;
    const outside = Object.values(packages).flatMap((other) => (other.name === name ? [] : [other.name]));
    writeFileSync(join(bundles, `${folder}.js`), (await bundle(clean, [name], outside)).atOnce);
  }
  const together = ['data', 'models', 'metrics', 'train'].map((folder) => packages[folder]!.name);
  writeFileSync(join(bundles, 'together.js'), (await bundle(clean, together)).atOnce);
  for (const [name, contents] of Object.entries({ small: smallPage, page: trainingPage })) {
    const { atOnce } = await bundleOf(clean, contents, ['@tensorflow/*']);
    writeFileSync(join(bundles, `${name}-esbuild.js`), withoutImports(atOnce));
    writeFileSync(join(bundles, `${name}-vite.js`), withoutImports(await viteAtOnce(clean, contents)));
  }
  const worker = `${trainingPage}import '@tensorflow/tfjs-backend-webgpu'; export { install } from '@kindling/webgpu';`;
  writeFileSync(join(bundles, 'worker.js'), (await bundleOf(clean, worker, [])).onDemand);
  const { code, output } = await child(execPath, ['node_modules/size-limit/bin.js'], join(import.meta.dirname, '..'));
  expect(code, output).toBe(0);
});
