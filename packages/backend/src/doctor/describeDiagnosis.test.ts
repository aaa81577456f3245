import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Fake, fakeMachine } from '../../testing/fakeMachine.ts';
import { but, healthy, npmFiles, nvml, rtx4090 } from '../../testing/machines.ts';
import { describeDiagnosis } from './describeDiagnosis.ts';
import { diagnose } from './diagnose.ts';

const printed = async (fake: Fake): Promise<string> =>
  describeDiagnosis(await diagnose({ selfTestBy: (name) => [name] }, fakeMachine(fake)));

const page = readFileSync(join(import.meta.dirname, '../../../../docs/cuda.md'), 'utf8');

test('the page on CUDA shows what is printed on a healthy machine', async () => {
  expect(page).toContain(`\n\`\`\`\n${await printed(healthy)}\n\`\`\`\n`);
});

test('a GPU that is hidden, and one whose memory is not its own, are told from others', async () => {
  const text = await printed(
    but({
      env: { CUDA_VISIBLE_DEVICES: '1' },
      libraries: { 'libnvidia-ml.so.1': nvml([rtx4090, { ...rtx4090, name: 'NVIDIA GB10', total: 0, free: 0 }]) },
    }),
  );
  expect(text).toContain(
    '  GPU 0            no   NVIDIA GeForce RTX 4090, compute 8.9, 23.5 of 24.0 GiB free, hidden by CUDA_VISIBLE_DEVICES\n' +
      '  GPU 1            yes  NVIDIA GB10, compute 8.9\n',
  );
});

/** The self-test of a backend that ends like this. */
const testing = (name: string, answer: object): Fake =>
  but({
    programs: { node: ([asked]) => (asked === name ? JSON.stringify(answer) : healthy.programs!.node!([asked!])) },
  });

test('what went wrong when it was tried is what stands in the way of CUDA', async () => {
  const text = await printed(
    testing('torch', { backend: 'torch', outcome: 'wrong', device: 'a GPU', difference: 0.5, step: 1 }),
  );
  expect(text).toContain('\n  torch      wrong  1.00 ms a step   differs by 5.0e-1  a GPU\n');
  expect(text).toMatch(
    /CUDA does not work, because\n {2}the self-test of torch went wrong: its losses differ by 5.0e-1 from those of plain JavaScript\n {4}report it/,
  );
  expect(text).toMatch(/\nThe fastest that is right here: selectBackend\(\[torch\(\{ device: 'cpu' \}\)\]\)\.$/);
});

test('a backend that does not start says why and what helps', async () => {
  const says = "a PyTorch 2.13.0 whose libtorch_cuda can't be loaded: libcublas.so.13: cannot open";
  const remedy = 'pip install --force-reinstall torch';
  const text = await printed(testing('torch', { backend: 'torch', outcome: 'absent', says, remedy }));
  expect(text).toContain(`the self-test of torch went wrong: ${says}\n    ${remedy}\n`);
});

test('what works has nothing in its way, whatever was seen', async () => {
  const full = but({ libraries: { 'libnvidia-ml.so.1': nvml([{ ...rtx4090, free: 0.3 }]) } });
  expect(await printed(full)).toMatch(/\nCUDA works: selectBackend\('cuda'\) takes torch\.$/);
});

test('tfjs-node-gpu is taken over a pip TensorFlow with CUDA', async () => {
  const packages = '/home/ada/net/.venv/lib/python3.12/site-packages';
  const machine = but({
    files: {
      ...npmFiles({ '@tensorflow/tfjs-node-gpu': '4.22.0' }),
      '/home/ada/net/node_modules/@kindling/torch/package.json': undefined,
      [`${packages}/tensorflow-2.21.0.dist-info/METADATA`]: '',
      [`${packages}/tensorflow/libtensorflow_cc.so.2`]: '',
      [`${packages}/tensorflow/libtensorflow_framework.so.2`]: '',
      [`${packages}/tensorflow/python/platform/build_info.py`]:
        "build_info = collections.OrderedDict([('cuda_version', '12.5.1'), ('is_cuda_build', True)])",
      [`${packages}/nvidia/cublas/__init__.py`]: '',
    },
    programs: {
      '/home/ada/net/.venv/bin/python3': () =>
        JSON.stringify(['/home/ada/net/.venv', '/home/ada/net/.venv/bin/python3', [], [`${packages}/tensorflow`]]),
      python3: undefined,
      node: undefined,
    },
  });
  const text = describeDiagnosis(await diagnose({ selfTest: false }, fakeMachine(machine)));
  expect(text).toContain('  tfjs-node-gpu    no   4.22.0, without its native addon\n');
  expect(text).toContain(`  TensorFlow       yes  2.21.0, for CUDA 12.5.1, ${packages}/tensorflow (by VIRTUAL_ENV)\n`);
  expect(text).toMatch(/\nCUDA should work: selectBackend\('cuda'\) takes tfjs-node-gpu\.$/);
});
