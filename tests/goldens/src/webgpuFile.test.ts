import { expect, test } from 'vitest';
import type { Finding } from './findings.ts';
import { forFile } from './webgpuFile.ts';

const finding = (row: string, name: string, verdict: Finding['verdict']): Finding => ({
  row,
  name,
  column: 'webgpu',
  verdict,
});

test('a row of the file is yes where all its cases are, else what is not with its cases', () => {
  const found = [
    finding('a', 'a 1', 'yes'),
    finding('b', 'b 1', 'yes'),
    finding('b', 'b 2', 'wrong'),
    finding('b', 'b 3', 'fails'),
    finding('b', 'b 4', 'wrong'),
  ];
  expect(forFile(found)).toEqual({ webgpu: { a: 'yes', b: { wrong: ['b 2', 'b 4'], fails: ['b 3'] } } });
});
