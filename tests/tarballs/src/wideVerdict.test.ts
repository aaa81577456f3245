import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';

const program = `
import { wideVerdict } from '@kindling/wasm/node';
console.log(JSON.stringify(await wideVerdict({ file: 'verdicts.json' })));
`;

test('wide vectors are compared by a process of its own, and the answer is remembered', async () => {
  const clean = await cleanFolder(['wasm'], ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm']);
  writeFileSync(join(clean, 'program.mjs'), program);
  const { code, output } = await child(execPath, ['program.mjs'], clean);
  expect(code, output).toBe(0);
  const { wide, reason = '' } = JSON.parse(output.trim().split('\n').at(-1)!);
  expect(wide).toBeTypeOf('boolean');
  expect(reason).not.toContain('its check failed');
  expect(existsSync(join(clean, 'verdicts.json'))).toBe(true);
});
