import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { execPath } from 'node:process';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { packages, root } from './packages.ts';

const bundles = join(root, '.cache/bundles');
const folders = Object.keys(packages);

interface Bundle {
  /** What a page loads at once: the entry and the chunks that it imports. */
  readonly atOnce: string;
  /** That, and the chunks that it loads on demand. */
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
  const atOnce = new Set<string>();
  const load = (path: string): void => {
    if (atOnce.has(path)) return;
    atOnce.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && next in metafile.outputs) load(next);
    }
  };
  load(Object.keys(metafile.outputs).find((path) => metafile.outputs[path]!.entryPoint === '<stdin>')!);
  const text = (of: typeof outputFiles): string => of.map((file) => file.text).join('\n');
  return {
    atOnce: text(outputFiles.filter(({ path }) => atOnce.has(relative(root, path).split(sep).join('/')))),
    all: text(outputFiles),
  };
};

/** One of main entries as installed in `clean`; tfjs, and what is `outside`, is left out. */
const bundle = (clean: string, entries: readonly string[], outside: readonly string[] = []): Promise<Bundle> => {
  const contents = entries.map((entry, i) => `export * as _${i} from '${entry}';`).join('\n');
  return bundleOf(clean, contents, ['@tensorflow/*', ...outside]);
};

/** What a page that trains the README's network takes from each package. */
const trainingPage = `
export { batch, fromArrays, map, normalize, oneHot, pipe, shuffle } from '@kindling/data';
export { dense, flatten, input, sequential } from '@kindling/models';
export { adam, compile, progress } from '@kindling/train';
export { classificationReport, confusionMatrix, decodePredictions } from '@kindling/metrics';
`;

test('every main entry bundles for a browser, with nothing of Node in it', async () => {
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
  writeFileSync(join(bundles, 'page.js'), (await bundleOf(clean, trainingPage, ['@tensorflow/*'])).atOnce);
  const worker = `${trainingPage}import '@tensorflow/tfjs-backend-webgpu'; export { install } from '@kindling/webgpu';`;
  writeFileSync(join(bundles, 'worker.js'), (await bundleOf(clean, worker, [])).all);
  const { code, output } = await child(execPath, ['node_modules/size-limit/bin.js'], join(import.meta.dirname, '..'));
  expect(code, output).toBe(0);
});
