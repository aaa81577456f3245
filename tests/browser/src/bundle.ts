import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page's program in one file, as a bundler makes it for users: minified, for browsers. */
export const bundlePage = async (page = 'page.ts'): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`program/${page}`, import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['@kindling/source', 'module'],
    target: 'es2022',
    minify: true,
    keepNames: true,
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.contents;
};
