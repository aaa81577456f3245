import { expect, test } from 'vitest';
import { brokenMachines } from '../../testing/brokenMachines.ts';
import { fakeMachine } from '../../testing/fakeMachine.ts';
import { but, healthy } from '../../testing/machines.ts';
import { doctor } from './doctor.ts';
import type { Machine } from './machine.ts';

const type = (machine: Machine, ...argv: readonly string[]) =>
  doctor(argv, { invocation: 'npx @kindling/backend doctor', machine, selfTestBy: (name) => [name] });

test.each(['--help', '-h'])('%s explains every flag, in lines of 80 columns', async (flag) => {
  const { code, text } = await type(fakeMachine(healthy), flag);
  expect(code).toBe(0);
  expect(text).toMatch(/^Usage: npx @kindling\/backend doctor \[flags\]\n/);
  for (const name of ['--json', '--quick', '--help']) expect(text).toContain(`\n  ${name} `);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test.each([
  ['--jsn', 'doctor: unknown flag "--jsn"; did you mean "--json"? Known: --json, --quick, --help'],
  ['cuda', 'doctor: unknown flag "cuda". Known: --json, --quick, --help'],
])('%s is refused', async (typed, text) => {
  expect(await type(fakeMachine(healthy), typed)).toEqual({ code: 2, text });
});

test('--json prints all that was found', async () => {
  const { code, text } = await type(fakeMachine(healthy), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(text)).toMatchObject({
    host: { platform: 'linux', arch: 'x64', node: '24.1.0', packager: 'npm', distribution: ['ubuntu', 'debian'] },
    driver: { state: 'works', source: 'NVML', version: '580.95.05', cuda: '13.0' },
    gpus: [{ index: 0, name: 'NVIDIA GeForce RTX 4090', compute: '8.9', visible: true }],
    torches: [{ version: '2.13.0+cu130', cuda: '13.0', arch: 'x64', how: 'VIRTUAL_ENV' }],
    cuda: { by: 'torch', findings: [] },
    selfTests: [
      { backend: 'torch', outcome: 'right' },
      { backend: 'torch-cpu', outcome: 'right' },
      { backend: 'wasm', outcome: 'right' },
      { backend: 'cpu', outcome: 'right' },
    ],
  });
});

test('--quick tries nothing', async () => {
  const never = but({ programs: { node: () => expect.unreachable() } });
  const { code, text } = await type(fakeMachine(never), '--quick');
  expect(code).toBe(0);
  expect(text).toMatch(/\nCUDA should work: selectBackend\('cuda'\) takes torch\.$/);
});

test('that CUDA is not there is no failure, but a backend that computes wrongly is', async () => {
  expect((await type(fakeMachine(brokenMachines['no driver']), '--quick')).code).toBe(0);
  const wrong = JSON.stringify({ backend: 'wasm', outcome: 'wrong', device: 'a core', difference: 1, step: 1 });
  expect((await type(fakeMachine(but({ programs: { node: () => wrong } })))).code).toBe(1);
});

const uncaught = `node:internal/modules:331
  throw new ERR();

Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'a'
    at b (c:1:2)

Node.js v24.1.0
`;

test('a self-test whose process crashes or says nothing has failed, and the doctor goes on', async () => {
  const { code, text } = await type(
    fakeMachine(
      but({
        programs: {
          node: ([name]) =>
            name === 'torch'
              ? { code: undefined, signal: 'SIGSEGV', errors: 'some noise\nSegmentation fault\n' }
              : name === 'wasm'
                ? { output: 'noise' }
                : name === 'cpu'
                  ? { code: 1, errors: uncaught }
                  : healthy.programs!.node!([name!]),
        },
      }),
    ),
  );
  expect(code).toBe(1);
  expect(text).toMatch(/\n {2}torch +failed +its process ended with SIGSEGV: Segmentation fault\n/);
  expect(text).toMatch(/\n {2}cpu +failed +its process ended with code 1: Cannot find package 'a'\n/);
  expect(text).toMatch(/\n {2}wasm +failed +its process said no result\n/);
  expect(text).toContain('the self-test of torch went wrong: its process ended with SIGSEGV: Segmentation fault\n');
});
