import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { child } from './child.ts';
import { cifarFolder } from './cifarFolder.ts';
import { cleanFolder } from './cleanFolder.ts';

type Program = {
  readonly file: string;
  /** Folders under packages/ that it imports. */
  readonly ours: readonly string[];
  readonly beside: readonly string[];
  readonly args?: () => readonly string[];
};

const core = '@tensorflow/tfjs-core';
const [cpu, wasm] = ['@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-wasm'];

const programs: readonly Program[] = [
  { file: 'pieces/data.mjs', ours: ['data'], beside: [core, cpu] },
  { file: 'pieces/models.mjs', ours: ['models'], beside: [core, cpu] },
  { file: 'pieces/metrics.mjs', ours: ['metrics'], beside: [core, cpu] },
  { file: 'pieces/train.mjs', ours: ['models', 'train', 'backend'], beside: [core, cpu] },
  { file: 'seed-functional.mjs', ours: ['models', 'train', 'backend'], beside: [core, wasm] },
  {
    file: 'seed-sequential.mjs',
    ours: ['data', 'models', 'metrics', 'train', 'backend', 'viz'],
    beside: [core, wasm],
    args: () => ['--data', cifarFolder(), '--epochs', '1', '--limit', '320'],
  },
];

describe.concurrent.each(programs)('$file, with packed packages alone,', ({ file, ours, beside, args }) => {
  let installed: Promise<string> | undefined;
  /** What is installed is the same under every Node: installed once, by whichever test comes first. */
  const clean = (): Promise<string> => {
    installed ??= cleanFolder(ours, beside);
    return installed;
  };
  for (const node of inject('nodes')) {
    const name = `runs under Node ${node.version}`;
    if ('missing' in node) {
      test.skip(`${name}: skipped, ${node.missing}`);
      continue;
    }
    test(name, async () => {
      const folder = join(await clean(), node.version);
      mkdirSync(folder);
      cpSync(join(import.meta.dirname, '../programs', file), join(folder, 'program.mjs'));
      const { code, output } = await child(node.path, ['program.mjs', ...(args?.() ?? [])], folder);
      expect(code, output).toBe(0);
    });
  }
});
