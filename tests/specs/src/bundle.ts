// tfjs's packages resolve to CommonJS bundles in Node, the specs import single modules beside themselves: bundled,
// specs, backend and kernels share the one tfjs-core that those modules are.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * tfjs-core asks a file of jasmine 3 for a core of its own, only to set a timeout: that of the core in use is meant.
 */
const oneJasmine: Plugin = {
  name: 'one jasmine',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^jasmine-core\/lib\// }, () => ({ path: 'jasmine', namespace: 'global' }));
    onLoad({ filter: /./, namespace: 'global' }, () => ({ contents: 'exports.core = () => globalThis.jasmine' }));
  },
};

/** What modules written for CommonJS find around them: jasmine's predicates and the glue of tfjs's wasm. */
const commonJs = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const __dirname = import.meta.dirname;`;

/** Makes the program of `program/main.ts`; its path. */
export const bundle = async (): Promise<string> => {
  const outfile = join(root, '.cache/specs.mjs');
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/program/main.ts')],
    outfile,
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    conditions: ['@kindling/source', 'module'],
    ignoreAnnotations: true, // tfjs-core's manifest says that its specs have no side effects
    external: ['jasmine-core', 'koffi', 'webgpu'],
    plugins: [oneJasmine],
    banner: { js: commonJs },
    logLevel: 'silent',
  });
  // Several files of tests make it at the same time: each finds a whole one.
  const own = `${outfile}.${process.pid}`;
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(own, outputFiles[0]!.contents);
  renameSync(own, outfile);
  return outfile;
};
