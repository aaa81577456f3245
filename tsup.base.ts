import { readFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import ts from 'typescript';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** Whether evaluating an expression may do something, as far as a bundler can see. */
const computes = (node: ts.Node): boolean => {
  if (ts.isFunctionLike(node)) return false;
  return (
    ts.isCallOrNewExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node) ||
    ts.forEachChild(node, (child) => computes(child) || undefined) === true
  );
};

/**
 * Marks what a module computes as it loads as droppable: `const a = f(b.c)` becomes
 * `const a = /* @__PURE__ *\/ (() => f(b.c))()`. So a bundler leaves out the layers and options that a program does not
 * use, though they lie in one file with those that it does: this is `"sideEffects": false`, said of each value.
 */
const droppable: Plugin = {
  name: 'droppable',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]packages[\\/]\w+[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
      const values = source.statements
        .filter(ts.isVariableStatement)
        .flatMap(({ declarationList }) => declarationList.declarations)
        .flatMap(({ initializer }) => (initializer !== undefined && computes(initializer) ? [initializer] : []));
      const contents = values.reduceRight((text, value) => {
        const [start, end] = [value.getStart(source), value.end];
        return `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`;
      }, source.text);
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * How every package is built: ESM for any host, peers and dependencies left outside. The files of tfjs-core that Node
 * cannot import are taken in. `tsup` writes the JavaScript, so that running the app need not wait for types.
 */
export const library = (options: Options = {}): ReturnType<typeof defineConfig> =>
  defineConfig({
    entry: ['src/index.ts'],
    format: ['esm'],
    platform: 'neutral',
    target: 'es2022',
    sourcemap: true,
    clean: ['!**/*.d.ts'],
    external: [/^#/],
    noExternal: [/^@tensorflow\/tfjs-core\/dist\//],
    esbuildPlugins: [droppable],
    silent: true,
    ...options,
  });
