import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Programs as a bundler makes them for users, minified, for browsers: by name, with the chunks of `splitting`. */
const bundled = async (programs: readonly string[], splitting: boolean): Promise<ReadonlyMap<string, Uint8Array>> => {
  const { outputFiles } = await build({
    entryPoints: programs.map((program) => fileURLToPath(new URL(`program/${program}`, import.meta.url))),
    bundle: true,
    splitting,
    format: 'esm',
    platform: 'browser',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['@kindling/source', 'module'],
    target: 'es2022',
    minify: true,
    keepNames: true,
    write: false,
    outdir: '/',
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
};

/** The page's program in one file. */
export const bundlePage = async (page = 'page.ts'): Promise<Uint8Array> => {
  const [program] = (await bundled([page], false)).values();
  return program!;
};

/** Programs that share chunks. */
export const bundleInChunks = (...programs: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> =>
  bundled(programs, true);
