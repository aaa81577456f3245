import { expect, test } from 'vitest';
import { type FakeProgram, fakeMachine } from '../../../testing/fakeMachine.ts';
import { askNvidiaSmi } from './nvidiaSmi.ts';

const ask = (nvidiaSmi: FakeProgram) => askNvidiaSmi(fakeMachine({ programs: { 'nvidia-smi': nvidiaSmi } }));

const summary = '| NVIDIA-SMI 470.82.01    Driver Version: 470.82.01    CUDA Version: 11.4     |\n';

test('one of an old driver, which knows no compute_cap, is asked without it', async () => {
  const found = await ask((args) => {
    if (args.length === 0) return summary;
    if (args[0]!.includes('compute_cap'))
      return { code: 2, output: 'Field "compute_cap" is not a valid field to query.\n' };
    return '0, Tesla K80, GPU-1, 470.82.01, 11441, 11000\n1, Tesla K80, GPU-2, 470.82.01, 11441, 10\n';
  });
  expect(found).toMatchObject({
    driver: { state: 'works', source: 'nvidia-smi', version: '470.82.01', cuda: '11.4' },
    gpus: [
      { index: 0, name: 'Tesla K80', compute: undefined, memory: { total: 11441 * 2 ** 20, free: 11000 * 2 ** 20 } },
      { index: 1, uuid: 'GPU-2' },
    ],
  });
});

test('memory that GPU and CPU share is not given', async () => {
  const found = await ask((args) =>
    args.length === 0 ? '' : '0, NVIDIA GB10, GPU-1, 580.95.05, [N/A], [N/A], 12.1\n',
  );
  expect(found?.gpus).toEqual([{ index: 0, name: 'NVIDIA GB10', uuid: 'GPU-1', compute: '12.1', memory: undefined }]);
});

test('a driver without a GPU works', async () => {
  const found = await ask((args) => (args.length === 0 ? summary : { code: 6, output: 'No devices were found\n' }));
  expect(found).toMatchObject({ driver: { state: 'works', version: '470.82.01', cuda: '11.4' }, gpus: [] });
});

test.each([
  [{ code: 9, output: "NVIDIA-SMI has failed because it couldn't communicate" }, 'notLoaded'],
  [{ code: 18, output: 'Failed to initialize NVML: Driver/library version mismatch' }, 'mismatch'],
  [{ code: 15, output: 'Unable to determine the device handle: GPU is lost.' }, 'lost'],
  [{ code: 255, output: 'Failed to initialize NVML: Unknown Error' }, 'other'],
  [{ code: undefined, signal: 'it took longer than 15 s' }, 'other'],
] as const)('%j is the fault %s', async (answer, fault) => {
  const found = await ask(() => answer);
  const words = 'output' in answer ? answer.output : answer.signal;
  expect(found?.driver).toMatchObject({ state: 'broken', fault, says: words });
});

test('where it is not, another source is asked', async () => {
  expect(await askNvidiaSmi(fakeMachine({}))).toBeUndefined();
});
