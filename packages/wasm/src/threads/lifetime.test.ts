import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** Runs a program in a process of its own: what it printed, its exit code, and how long it took in ms. */
const runAlone = (program: string) =>
  new Promise<{ output: string; code: number | null; ms: number }>((resolve, reject) => {
    const source = `
      import { readFileSync } from 'node:fs';
      const { createPool } = await import(${at('./pool.ts')});
      const { sharedHeap } = await import(${at('../../testing/sharedHeap.ts')});
      const threads = () => Number(/Threads:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
      ${program}`;
    const start = performance.now();
    const args = ['--conditions=@kindling/source', '--no-warnings', '--input-type=module', '--eval', source];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ output: output.trim(), code, ms: performance.now() - start }));
  });

test('a process with sleeping workers ends by itself', async () => {
  const { output, code, ms } = await runAlone(`
    const pool = await createPool(sharedHeap(), 4);
    console.log(pool.threads);`);
  expect({ output, code }).toEqual({ output: '4', code: 0 });
  expect(ms).toBeLessThan(25_000);
});

test('so does one that was told to exit while they watch', async () => {
  const { output, code } = await runAlone(`
    await createPool(sharedHeap(), 3);
    process.exit(7);`);
  expect({ output, code }).toEqual({ output: '', code: 7 });
});

test.runIf(existsSync('/proc/self/status'))(
  'thirty pools leave no thread and no memory behind',
  { timeout: 120_000 },
  async () => {
    const { output, code } = await runAlone(`
    const heap = sharedHeap();
    (await createPool(heap, 2)).dispose();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = threads();
    for (let round = 0; round < 30; round++) (await createPool(heap, 2)).dispose();
    for (let i = 0; i < 600 && threads() > before; i++) await new Promise((resolve) => setTimeout(resolve, 50));
    console.log(Math.max(0, threads() - before), heap.held()); // the first pool's may not have ended before`);
    expect({ output, code }).toEqual({ output: '0 0', code: 0 });
  },
);
