import { cpSync } from 'node:fs';
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
  for (const node of inject('nodes')) {
    const name = `runs under Node ${node.version}`;
    if ('missing' in node) {
      test.skip(`${name}: skipped, ${node.missing}`);
      continue;
    }
    test(name, async () => {
      const clean = await cleanFolder(ours, beside);
      cpSync(join(import.meta.dirname, '../programs', file), join(clean, 'program.mjs'));
      const { code, output } = await child(node.path, ['program.mjs', ...(args?.() ?? [])], clean);
      expect(code, output).toBe(0);
    });
  }
});
