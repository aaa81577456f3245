import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ours = ['backend', 'data', 'metrics', 'models', 'train', 'viz', 'wasm', 'webgpu'].map(
  (name) => `@kindling/${name}`,
);

/** Of what computes, and of what it runs on. */
export const versions = (): Readonly<Record<string, string>> => {
  const { resolve } = createRequire(import.meta.url);
  const installed = [...ours, '@tensorflow/tfjs-core'].map((name) => {
    const { version }: { version: string } = JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8'));
    return [name, version] as const;
  });
  return {
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    ...Object.fromEntries(installed),
  };
};
