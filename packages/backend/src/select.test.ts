import { engine, getBackend, getGradient, grad, square, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { cpu } from './backends/cpu.ts';
import { wasm } from './backends/wasm.ts';
import { type Selected, selectBackend } from './select.ts';

const undos: Selected[] = [];
const select = async (...options: Parameters<typeof selectBackend>): Promise<Selected> => {
  const selected = await selectBackend(...options);
  undos.push(selected);
  return selected;
};

afterEach(async () => {
  vi.restoreAllMocks();
  for (const selected of undos.splice(0)) await selected.undo();
  expect(getBackend() || undefined).toBeUndefined();
  expect(Object.keys(engine().registry)).toEqual([]);
  expect(getGradient('Square')).toBeUndefined();
});

test('auto takes wasm and says what it passed over', async () => {
  const selected = await select('auto', { onWarning: () => expect.unreachable() });
  expect(selected).toMatchObject({
    name: 'wasm',
    device: expect.stringMatching(/^(1 of )?\d+ CPU core/),
    versions: { '@tensorflow/tfjs-core': '4.22.0', '@tensorflow/tfjs-backend-wasm': '4.22.0' },
    reason: 'the fastest that works here; cuda is not there, because no CUDA provider for Kindling is published yet',
    passedOver: [
      { name: 'cuda', reason: 'not there, because no CUDA provider for Kindling is published yet', remedy: undefined },
    ],
    warning: undefined,
  });
  expect(getBackend()).toBe('wasm');
});

test('the options of wasm reach it, and wrong ones are refused', async () => {
  const selected = await select('wasm', { threads: 1, wideSimd: false });
  expect(selected).toMatchObject({ device: expect.stringMatching(/^1 /), lacks: [] });
  await expect(selectBackend('wasm', { threads: 0 })).rejects.toThrow(
    'selectBackend: threads must be a positive integer',
  );
  await expect(selectBackend('wasm', { wideSimd: 1 as never })).rejects.toThrow('selectBackend: wideSimd');
  await expect(selectBackend('wasm', { thread: 2 } as never)).rejects.toThrow('thread');
});

test('auto warns when it lands on plain JavaScript', async () => {
  const lacking = { absent: 'not installed', remedy: 'npm install it' };
  vi.spyOn(wasm, 'start').mockResolvedValue(lacking);
  const warnings: string[] = [];
  const selected = await select('auto', { onWarning: (text) => warnings.push(text) });
  expect(selected.name).toBe('cpu');
  expect(selected.reason).toMatch(/^the fastest that works here; cuda is not there.*; wasm is not installed$/);
  expect(warnings).toEqual([
    'backend: computing in plain JavaScript, many times slower than wasm; ' +
      '"cuda" is not there, because no CUDA provider for Kindling is published yet; ' +
      '"wasm" is not installed; npm install it',
  ]);
  expect(selected.warning).toBe(warnings[0]);
});

test('a backend asked for by name is taken without a warning', async () => {
  const selected = await select('cpu', { onWarning: () => expect.unreachable() });
  expect(selected).toMatchObject({ name: 'cpu', reason: 'asked for by name', passedOver: [], warning: undefined });
});

test('one that is not there is refused with the remedy, and leaves no trace', async () => {
  await expect(selectBackend('cuda')).rejects.toThrow(
    'backend: "cuda" is not there, because no CUDA provider for Kindling is published yet; "auto" takes the fastest that works here',
  );
  vi.spyOn(wasm, 'start').mockResolvedValue({ absent: 'not installed', remedy: 'npm install it' });
  await expect(selectBackend('wasm')).rejects.toThrow('backend: "wasm" is not installed; npm install it');
  vi.spyOn(cpu, 'start').mockRejectedValue(new Error('no memory'));
  await expect(selectBackend('cpu')).rejects.toThrow('backend: "cpu" is installed but did not start: Error: no memory');
  await expect(selectBackend('auto')).rejects.toThrow(
    /^backend: none works here: "cuda" is not there.*; "wasm" is not installed; npm install it; "cpu" is installed but/,
  );
});

test('an unknown name is refused with what was meant', async () => {
  await expect(selectBackend('wsam')).rejects.toThrow(
    'backend: unknown backend "wsam"; did you mean "wasm"? Known: auto, cuda, wasm, cpu',
  );
});

test('a listener that throws ends the selection', async () => {
  vi.spyOn(wasm, 'start').mockResolvedValue({ absent: 'not installed' });
  const onWarning = () => {
    throw new Error('too slow for me');
  };
  await expect(selectBackend('auto', { onWarning })).rejects.toThrow('too slow for me');
});

test('gradients are there from selection to undo', async () => {
  const selected = await select('cpu');
  const x = tensor1d([3]);
  const slope = grad((x) => square(x))(x);
  expect(await slope.data()).toEqual(new Float32Array([6]));
  for (const tensor of [x, slope]) tensor.dispose();
  await selected.undo();
  expect(getGradient('Square')).toBeUndefined();
});
