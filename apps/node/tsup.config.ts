import { defineConfig } from 'tsup';

/** One file, from the sources of the packages: what is ours goes in, what is not stays outside. */
export default defineConfig({
  entry: ['src/main.ts'],
  format: ['esm'],
  platform: 'node',
  target: 'node20',
  clean: true,
  silent: true,
  noExternal: [/^@kindling\//, /^@tensorflow\/tfjs-core\/dist\//],
  esbuildOptions: (options) => {
    options.conditions = ['@kindling/source'];
  },
});
