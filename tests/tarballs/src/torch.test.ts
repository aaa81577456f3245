import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { lacksTorch, provideTorch } from '@tests/kit/python';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';

/** One import, as the README has it; then what it found. */
const program = `
import { install } from '@kindling/torch';
import { getBackend, matMul, ones, setBackend } from '@tensorflow/tfjs-core';

await setBackend('torch');
console.log(getBackend(), await matMul(ones([2, 3]), ones([3, 2])).data());
console.log((await install({ device: 'cpu' })).versions);
`;

const title = 'the packed torch computes on a PyTorch after one import';
test.skipIf(lacksTorch !== undefined)(
  lacksTorch === undefined ? title : `${title} (skipped: ${lacksTorch})`,
  async () => {
    provideTorch();
    const clean = await cleanFolder(['torch'], ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu']);
    writeFileSync(join(clean, 'torch.mjs'), program);
    const { code, output } = await child(execPath, ['torch.mjs'], clean);
    expect(code, output).toBe(0);
    expect(output).toContain('torch Float32Array(4) [ 3, 3, 3, 3 ]');
    expect(output).toMatch(/torch: '2\.\d+\.\d+/);
  },
);
