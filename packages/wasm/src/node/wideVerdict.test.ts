import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Check, wideVerdict } from './wideVerdict.ts';

const fresh = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-simd-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'cache', 'simd.json');
};
const answering =
  (output: string): Check =>
  async () => ({ output });
const ending =
  (ended: string, crashed = false): Check =>
  async () => ({ output: '{"wide":true}', ended, crashed });
const never: Check = () => Promise.reject(new Error('checked again'));

test('what the check says is remembered for this Node and processor alone', async () => {
  const file = fresh();
  const [here, there] = ['Node 24.0.0, x64, A', 'Node 26.0.0, x64, A'];
  expect(await wideVerdict({ file, machine: here, check: answering('noise\n{"wide":true}\n') })).toEqual({
    wide: true,
  });
  expect(await wideVerdict({ file, machine: here, check: never })).toEqual({ wide: true });
  const no = { wide: false, reason: 'it is not faster on this processor' };
  expect(await wideVerdict({ file, machine: there, check: answering(JSON.stringify(no)) })).toEqual(no);
  expect(await wideVerdict({ file, machine: here, check: never })).toEqual({ wide: true });
});

test('a crash of the check, or one that says nothing, is a no with the reason', async () => {
  const file = fresh();
  const crash = { wide: false, reason: 'its check failed: it ended with SIGSEGV' };
  expect(await wideVerdict({ file, check: ending('it ended with SIGSEGV', true) })).toEqual(crash);
  expect(await wideVerdict({ file, check: never })).toEqual(crash);
  const silent = await wideVerdict({ file: fresh(), check: answering('') });
  expect(silent).toEqual({ wide: false, reason: 'its check failed: it said nothing' });
});

test('what only went wrong once is checked again', async () => {
  const file = fresh();
  const failed = { wide: false, reason: 'its check failed: it ended with code 1' };
  expect(await wideVerdict({ file, check: ending('it ended with code 1') })).toEqual(failed);
  expect(await wideVerdict({ file, check: answering('{"wide":true}') })).toEqual({ wide: true });
});

test('a file that is not a record of verdicts is written anew', async () => {
  for (const text of ['', '[1]', '{"A": {"wide": "yes"}}', 'null']) {
    const file = fresh();
    await wideVerdict({ file, machine: 'A', check: answering('{"wide":false,"reason":"r"}') });
    writeFileSync(file, text);
    expect(await wideVerdict({ file, machine: 'A', check: answering('{"wide":true}') }), text).toEqual({ wide: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ A: { wide: true } });
  }
});

test('where nothing can be written, the verdict holds for this time', async () => {
  const file = join(fresh(), '..', '..', 'file');
  writeFileSync(file, '');
  const inside = join(file, 'simd.json');
  expect(await wideVerdict({ file: inside, check: answering('{"wide":true}') })).toEqual({ wide: true });
  expect(existsSync(inside)).toBe(false);
});
