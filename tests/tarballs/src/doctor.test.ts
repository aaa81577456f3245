import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { packages } from './packages.ts';

const bin = join('node_modules', '@kindling', 'backend', 'dist', 'doctor', 'bin.js');

test('npx finds one command in the package', () => {
  expect(Object.values(packages.backend!.bin ?? {})).toEqual(['./dist/doctor/bin.js']);
});

test('the doctor works where nothing else is installed, not even tfjs', async () => {
  const clean = await cleanFolder(['backend'], []);
  const { code, output } = await child(execPath, [bin, 'doctor'], clean);
  expect(code, output).toBe(0);
  expect(output).toMatch(/^Kindling's doctor: Node \d+/);
  expect(output).toMatch(/\n {2}wasm +- +SIMD yes, threads yes, @tensorflow\/tfjs-backend-wasm is not installed\n/);
  expect(output).toContain('\nCUDA ');
  expect(output).not.toContain('A little network was trained');
});

test('it lets each backend that is installed train in a process of its own', async () => {
  const clean = await cleanFolder(['backend'], ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu']);
  const { code, output } = await child(execPath, [bin, 'doctor', '--json'], clean);
  expect(code, output).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    packages: { '@tensorflow/tfjs-backend-cpu': { version: '4.22.0' } },
    selfTests: [{ backend: 'cpu', outcome: 'right', difference: expect.any(Number), step: expect.any(Number) }],
  });
});

test.each([
  [['doctor', '--help'], 0, /^Usage: npx @kindling\/backend doctor \[flags\]\n/],
  [[], 0, /^Usage: npx @kindling\/backend doctor \[flags\]\n/],
  [['doctr'], 2, /^@kindling\/backend: unknown command "doctr"; known: doctor\n$/],
  [['doctor', '--jsn'], 2, /did you mean "--json"/],
])('%j ends with code %d', async (argv, expected, said) => {
  const clean = await cleanFolder(['backend'], []);
  const { code, output } = await child(execPath, [bin, ...argv], clean);
  expect(code, output).toBe(expected);
  expect(output).toMatch(said);
});
