import { expect, test } from 'vitest';
import { brokenMachines } from '../../testing/brokenMachines.ts';
import { fakeMachine } from '../../testing/fakeMachine.ts';
import { healthy } from '../../testing/machines.ts';
import { whyNoCuda } from './whyNoCuda.ts';

test('the most basic thing that is wrong, and what to type', async () => {
  expect(await whyNoCuda(fakeMachine(brokenMachines['driver too old for the CUDA of PyTorch']))).toEqual({
    reason:
      'not there, because the driver (550.54.14) runs CUDA up to 12.4, and PyTorch 2.13.0+cu130 (by VIRTUAL_ENV) is built for CUDA 13.0',
    remedy:
      'take a newer driver, and restart: sudo ubuntu-drivers install; or take the build for CUDA 12: /home/ada/net/.venv/bin/python3 -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu126; npx @kindling/backend doctor tells more',
  });
  expect(await whyNoCuda(fakeMachine(brokenMachines['no PyTorch in the venv']))).toEqual({
    reason: 'not there, because no PyTorch is found',
    remedy:
      'install PyTorch: /home/ada/net/.venv/bin/python3 -m pip install torch; npx @kindling/backend doctor tells more',
  });
});

test('where the machine itself has none, no Python is asked', async () => {
  const machine = fakeMachine(brokenMachines['no NVIDIA card']);
  const asked: string[] = [];
  const run: typeof machine.run = async (command) => void asked.push(command);
  expect(await whyNoCuda({ ...machine, run })).toEqual({
    reason: 'not there, because this machine has no NVIDIA GPU',
    remedy: 'npx @kindling/backend doctor tells more',
  });
  expect(asked).toEqual(['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi']);
});

test('where nothing is seen to be wrong, it says so', async () => {
  expect(await whyNoCuda(fakeMachine(healthy))).toEqual({
    reason: 'not in use, though nothing is seen that stands in its way',
    remedy: 'npx @kindling/backend doctor tells more, and tries it',
  });
});

test('on this machine it gives an answer', async () => {
  const { reason, remedy } = await whyNoCuda();
  expect(reason).toMatch(/^not (there, because|in use)/);
  expect(remedy).toContain('npx @kindling/backend doctor tells more');
});
