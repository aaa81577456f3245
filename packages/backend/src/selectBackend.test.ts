import { platform } from '@kindling/core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import {
  engine,
  getBackend,
  getGradient,
  grad,
  registerBackend,
  setBackend,
  square,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as native from '#native';
import type { Backend } from './backend.ts';
import { cpu } from './backends/cpu.ts';
import { tfjsNodeGpu } from './backends/tfjsNodeGpu.ts';
import { torch } from './backends/torch.ts';
import { wasm } from './backends/wasm.ts';
import { loadPeer } from './peer.ts';
import { type Selected, selectBackend } from './selectBackend.ts';

vi.mock('./peer.ts', async (load) => ({ loadPeer: vi.fn((await load<typeof import('./peer.ts')>()).loadPeer) }));

vi.mock('#native', () => ({ obstacleToCuda: vi.fn(), startTorch: vi.fn(), startTensorflow: vi.fn() }));

const noGpu = 'not there, because no NVIDIA driver is installed';

beforeEach(() => {
  vi.mocked(native.obstacleToCuda).mockResolvedValue({ absent: noGpu, remedy: 'install one' });
});

/** As if the driver had a GPU for this process, and neither PyTorch nor tfjs-node-gpu were installed. */
const withGpu = (): void => {
  vi.mocked(native.obstacleToCuda).mockResolvedValue(undefined);
  vi.mocked(native.startTorch).mockResolvedValue({ absent: 'not installed', remedy: 'npm install torch' });
  vi.mocked(native.startTensorflow).mockResolvedValue({ absent: 'on the CPU', remedy: 'pip install tensorflow' });
};

/** A backend on a GPU, as far as starting goes. */
const borrowed = (name: string) => async () => {
  if (!(name in engine().registryFactory)) registerBackend(name, () => new MathBackendCPU());
  await setBackend(name);
  return { device: 'NVIDIA H200', versions: { driver: '580.65.06' } };
};

const real = vi.mocked(loadPeer).getMockImplementation()!;

/** As if a peer were not installed, or did not load. */
const without = (peer: string, answer: () => Awaited<ReturnType<typeof loadPeer>>): void => {
  const before = vi.mocked(loadPeer).getMockImplementation()!;
  vi.mocked(loadPeer).mockImplementation(
    async (name, ...rest) => (name.endsWith(peer) ? answer() : before(name, ...rest)) as never,
  );
};

const undos: Selected[] = [];
const keep = (selected: Selected): Selected => {
  undos.push(selected);
  return selected;
};
const select = async (name: string, options: Parameters<typeof selectBackend>[1] = {}): Promise<Selected> =>
  keep(await selectBackend(name, options));

afterEach(async () => {
  vi.restoreAllMocks();
  vi.mocked(loadPeer).mockImplementation(real);
  Object.assign(platform, { isNode: true });
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
    reason: `the fastest that works here; cuda is ${noGpu}`,
    passedOver: [{ name: 'cuda', reason: noGpu, remedy: 'install one' }],
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

test('in Node webgpu is not even loaded where wasm starts', async () => {
  await select('auto');
  expect(vi.mocked(loadPeer).mock.calls.map(([name]) => name)).not.toContain('@tensorflow/tfjs-backend-webgpu');
});

test('in a page webgpu goes before wasm, and nothing is said of cuda', async () => {
  Object.assign(platform, { isNode: false });
  without('webgpu', () => ({ absent: 'not installed', remedy: 'npm install it' }));
  const selected = await select('auto', { threads: 1 });
  expect(selected).toMatchObject({
    name: 'wasm',
    reason: 'the fastest that works here; webgpu is not installed',
    passedOver: [{ name: 'webgpu', reason: 'not installed', remedy: 'npm install it' }],
  });
});

test('wrong options of webgpu are refused', async () => {
  await expect(selectBackend('webgpu', { software: 1 as never })).rejects.toThrow(
    'selectBackend: software must be true or false',
  );
  await expect(selectBackend('auto', { powerPreference: 'high' as never })).rejects.toThrow('powerPreference');
});

test('auto warns when it lands on plain JavaScript', async () => {
  const lacking = { absent: 'not installed', remedy: 'npm install it' };
  for (const peer of ['wasm', 'webgpu']) without(peer, () => lacking);
  const warnings: string[] = [];
  const selected = await select('auto', { onWarning: (text) => warnings.push(text) });
  expect(selected.name).toBe('cpu');
  expect(selected.reason).toMatch(
    /^the fastest that works here; cuda is not there.*; wasm is not installed; webgpu is not installed$/,
  );
  expect(warnings).toEqual([
    'backend: computing in plain JavaScript, many times slower than wasm; ' +
      `"cuda" is ${noGpu}; install one; ` +
      '"wasm" is not installed; npm install it; "webgpu" is not installed; npm install it',
  ]);
  expect(selected.warning).toBe(warnings[0]);
});

test('a backend chosen by name is taken without a warning', async () => {
  const selected = await select('cpu', { onWarning: () => expect.unreachable() });
  expect(selected).toMatchObject({ name: 'cpu', reason: 'chosen by name', passedOver: [], warning: undefined });
});

test('one that is not there is refused with the remedy, and leaves no trace', async () => {
  await expect(selectBackend('cuda')).rejects.toThrow(`backend: "cuda" is ${noGpu}; install one`);
  without('wasm', () => ({ absent: 'not installed', remedy: 'npm install it' }));
  await expect(selectBackend('wasm')).rejects.toThrow('backend: "wasm" is not installed; npm install it');
  without('cpu', () => {
    throw new Error('no memory');
  });
  await expect(selectBackend('cpu')).rejects.toThrow('backend: "cpu" is installed but did not start: Error: no memory');
  without('webgpu', () => ({ absent: 'not installed' }));
  await expect(selectBackend('auto')).rejects.toThrow(
    /^backend: none works here: "cuda" is not there.*; "wasm" is not installed; npm install it; "webgpu" is not installed; "cpu" is installed but/,
  );
});

test('without a GPU for this process neither PyTorch nor TensorFlow is loaded', async () => {
  await select('auto');
  await expect(selectBackend('cuda')).rejects.toThrow(noGpu);
  expect(native.startTorch).not.toHaveBeenCalled();
  expect(native.startTensorflow).not.toHaveBeenCalled();
});

test('cuda is PyTorch, or else tfjs-node-gpu, and says what it passed over', async () => {
  withGpu();
  vi.mocked(native.startTensorflow).mockImplementation(borrowed('tensorflow'));
  const notInstalled = { name: 'torch', reason: 'not installed', remedy: 'npm install torch' };
  expect(await select('cuda', { strict: true })).toMatchObject({
    name: 'tensorflow',
    device: 'NVIDIA H200',
    reason: 'chosen by name; torch is not installed',
    passedOver: [notInstalled],
  });
  expect(vi.mocked(native.startTorch).mock.calls).toEqual([[{ device: 'cuda', strict: true }]]);
  expect(vi.mocked(native.startTensorflow).mock.calls).toEqual([
    [{ name: '@tensorflow/tfjs-node-gpu', onlyGpu: true, threads: undefined }],
  ]);
  vi.mocked(native.startTorch).mockImplementation(borrowed('torch'));
  expect(await select('cuda')).toMatchObject({ name: 'torch', reason: 'chosen by name', passedOver: [] });
  expect(await select('auto', { threads: 1 })).toMatchObject({ name: 'torch', reason: 'the fastest that works here' });
});

test('cuda is never a CPU: where none of its backends starts it is an error, and auto says so', async () => {
  withGpu();
  await expect(selectBackend('cuda')).rejects.toThrow(
    'backend: "cuda" is not there: torch is not installed; tfjs-node-gpu is on the CPU; npm install torch; ' +
      'or pip install tensorflow; or npx @kindling/backend doctor tells more',
  );
  const selected = await select('auto');
  expect(selected.name).toBe('wasm');
  expect(selected.passedOver).toMatchObject([
    { name: 'cuda', reason: 'not there: torch is not installed; tfjs-node-gpu is on the CPU' },
  ]);
});

test('a backend of a list is told by its title', async () => {
  withGpu();
  const selected = keep(await selectBackend([tfjsNodeGpu(), torch(), wasm()]));
  expect(selected.passedOver.map(({ name }) => name)).toEqual(['tfjs-node-gpu', 'torch']);
});

test('an unknown name is refused with what was meant', async () => {
  await expect(selectBackend('wsam')).rejects.toThrow(
    'backend: unknown backend "wsam"; did you mean "wasm"? Known: auto, cuda, webgpu, wasm, cpu',
  );
});

test('a listener that throws ends the selection', async () => {
  for (const peer of ['wasm', 'webgpu']) without(peer, () => ({ absent: 'not installed' }));
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

test('of a list the first that works is taken, with its own options, wherever it was made', async () => {
  const absent: Backend = { name: 'abacus', start: async () => ({ absent: 'out of beads', remedy: 'buy some' }) };
  const backends = [absent, wasm({ threads: 1 }), cpu()];
  const selected = keep(await selectBackend(backends, { onWarning: () => expect.unreachable() }));
  expect(selected).toMatchObject({
    name: 'wasm',
    device: expect.stringMatching(/^1 /),
    reason: 'the first of the list that works here; abacus is out of beads',
    passedOver: [{ name: 'abacus', reason: 'out of beads', remedy: 'buy some' }],
  });
  await expect(selectBackend([absent])).rejects.toThrow('backend: "abacus" is out of beads; buy some');
});

test('a list that holds something else is refused, and so is a backend that breaks its word', async () => {
  await expect(selectBackend([])).rejects.toThrow('a name or a list of backends is needed, got []');
  await expect(selectBackend(undefined as never)).rejects.toThrow(
    'a name or a list of backends is needed, got undefined',
  );
  await expect(selectBackend([wasm as never])).rejects.toThrow(
    'selectBackend: element 1 must be a backend, as wasm() gives, got function wasm; call it: wasm()',
  );
  await expect(selectBackend([cpu()], { threads: 1 } as never)).rejects.toThrow('unknown option "threads"');
  const mute = { name: 'mute', start: async () => undefined as never };
  await expect(selectBackend([mute])).rejects.toThrow('start of "mute" must give { device, versions } or { absent }');
  const lazy: Backend = { name: 'lazy', start: async () => ({ device: 'a sofa', versions: {} }) };
  await expect(selectBackend([lazy])).rejects.toThrow("its start must call setBackend('lazy')");
});
