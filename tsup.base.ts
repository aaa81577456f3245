import { defineConfig, type Options } from 'tsup';

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
    silent: true,
    ...options,
  });
