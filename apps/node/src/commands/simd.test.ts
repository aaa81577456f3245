import { expect, test } from 'vitest';
import { simd } from './simd.ts';

test('the check prints its verdict as JSON', async () => {
  const lines: string[] = [];
  const output = { print: (line: string) => void lines.push(line), status: () => undefined };
  expect(await simd.run(['check'], output)).toBe(0);
  expect(JSON.parse(lines[0]!)).toMatchObject({ wide: expect.any(Boolean) });
});

test('other words are refused', async () => {
  const output = { print: () => undefined, status: () => undefined };
  await expect(simd.run(['chekc'], output)).rejects.toThrow('simd: it takes check or nothing, got chekc');
});
