import { defineConfig, type Options } from 'tsup';

/** How every package is built: ESM for any host, peers and dependencies left outside, `internal/*` taken in. */
export const library = (options: Options = {}): ReturnType<typeof defineConfig> =>
  defineConfig({
    entry: ['src/index.ts'],
    format: ['esm'],
    platform: 'neutral',
    target: 'es2022',
    dts: true,
    sourcemap: true,
    clean: true,
    external: [/^#/],
    noExternal: [/^@internal\//],
    ...options,
  });
