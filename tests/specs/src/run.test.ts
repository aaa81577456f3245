import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './run.ts';

const ofProgram = async (source: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-specs-'));
  try {
    const program = join(folder, 'program.mjs');
    writeFileSync(program, source);
    return await run(program, { backend: 'wasm', seed: 7, threads: 2 });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test('what the program sends is the answer, and its settings reach it', async () => {
  const outcomes = await ofProgram(
    `const { seed, threads } = JSON.parse(process.argv[2]);
    process.send([{ name: seed + ' ' + threads, status: 'passed', messages: [] }], undefined, undefined, () => process.exit());`,
  );
  expect(outcomes).toEqual([{ name: '7 2', status: 'passed', messages: [] }]);
});

test('a program that ends without outcomes is an error with what it printed', async () => {
  await expect(ofProgram('console.log("half way"); process.exit(3)')).rejects.toThrow(
    /specs \{"backend":"wasm","seed":7,"threads":2\}: ended with 3\n.*half way/s,
  );
});
