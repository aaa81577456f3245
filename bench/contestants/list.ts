// Who takes part in each case, and how each is started.
import { fileURLToPath } from 'node:url';
import { provideTensorflow, provideTorch } from '@tests/kit/python';
import type { Command } from '../protocol.ts';
import type { Network, Program, Task } from './contestant.ts';

export interface Entry {
  readonly name: string;
  readonly cores: number;
  /** How it is started; of several ways the fastest is taken. Or why it cannot be. */
  readonly start: readonly Command[] | string;
}

const fileIn = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Settings of an OpenBLAS that others may need; here they would slow the peers down. */
const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...pythonEnvironment } = process.env;

/** With the Pythons whose libraries Node calls: PyTorch that of the peers, else those that tests have. */
const nodeEnvironment = (): NodeJS.ProcessEnv => {
  provideTorch();
  provideTensorflow();
  const { TORCH_PYTHON = pythonEnvironment.KINDLING_BENCH_PYTHON } = pythonEnvironment;
  return TORCH_PYTHON === undefined ? process.env : { ...process.env, TORCH_PYTHON };
};

const serve = (task: Task): Command => {
  const args = [...process.execArgv, fileIn('serve.ts'), JSON.stringify(task)];
  return { command: process.execPath, args, env: nodeEnvironment(), patience: 60_000 };
};

const node = (name: string, task: Partial<Task> & Pick<Task, 'library' | 'batch' | 'kernels'>): Entry => {
  const whole: Task = { network: 'mlp', cores: 1, wideSimd: false, ...task };
  return { name, cores: whole.cores, start: [serve(whole)] };
};

/** A program of others on tfjs's wasm backend, as published or with `install()`. */
export const program = (name: Program, kernels: 'stock' | 'install', cores: number): Command =>
  serve({ library: 'program', program: name, network: 'mlp', batch: 32, cores, kernels, wideSimd: false });

/** A script of ../peers on the Python that KINDLING_BENCH_PYTHON names. */
export const python = (script: string, args: readonly string[]): Command | string => {
  const { KINDLING_BENCH_PYTHON: command } = pythonEnvironment;
  if (command === undefined) return 'KINDLING_BENCH_PYTHON names no Python';
  return { command, args: [fileIn(`../peers/${script}`), ...args], env: pythonEnvironment, patience: 300_000 };
};

const peer = (name: string, script: string, cores: number, task: object, variants: readonly string[]): Entry => {
  const commands = variants.map((variant) => python(script, [JSON.stringify({ ...task, cores, variant })]));
  const missing = commands.find((command) => typeof command === 'string');
  return { name, cores, start: missing ?? commands.filter((command) => typeof command !== 'string') };
};

/** The ways of PyTorch that are tried, by what ../peers/torch_peer.py makes of their words. */
const torchVariants: Readonly<Record<Network, readonly string[]>> = {
  mlp: ['fused', 'foreach', 'fused compile'],
  cnn: ['fused', 'foreach', 'fused channels_last', 'fused compile', 'fused channels_last compile'],
};

const heldTo = (cores: number): string => (cores === 1 ? '1 core' : `${cores} cores`);

/** PyTorch as a program has it that asks for nothing: the plain module, and Adam as it comes. */
export const eagerPeer = (cores: number): string => `PyTorch eager, ${heldTo(cores)}`;

const peersOn = (cores: number, task: { network: Network; batch: number }): readonly Entry[] => {
  const held = heldTo(cores);
  return [
    peer(eagerPeer(cores), 'torch_peer.py', cores, task, ['eager']),
    peer(`PyTorch, ${held}`, 'torch_peer.py', cores, task, torchVariants[task.network]),
    peer(`JAX, ${held}`, 'jax_peer.py', cores, task, ['jit']),
  ];
};

/**
 * The libraries of a Python, called from Node: the PyTorch of the peers where they have one, else those that tests use.
 */
const throughNode = (task: { network: Network; batch: number }): readonly Entry[] => [
  node('tfjs-layers, tfjs-node, 2 threads', { ...task, library: 'tfjs-layers', kernels: 'tfjs-node', cores: 2 }),
  node('Kindling, tfjs-node, 2 threads', { ...task, library: 'kindling', kernels: 'tfjs-node', cores: 2 }),
  node('Kindling, torch-cpu, 1 thread', { ...task, library: 'kindling', kernels: 'torch', cores: 1 }),
  node('Kindling, torch-cpu, 2 threads', { ...task, library: 'kindling', kernels: 'torch', cores: 2 }),
];

/** Kindling on wasm, operation by operation or compiled, with vectors of 128 bits and at the widest. */
const ours = (task: { network: Network; batch: number }): readonly Entry[] => {
  const own = { ...task, library: 'kindling', kernels: 'selectBackend' } as const;
  const wide = { ...own, cores: 2, wideSimd: true } as const;
  const { node: version } = process.versions;
  const widest = (name: string, more: Pick<Task, 'engine'>): Entry =>
    Number.parseInt(version, 10) < 24
      ? { name, cores: 2, start: `needs Node 24, this is ${version}` }
      : node(name, { ...wide, ...more });
  return [
    node('Kindling, 1 thread', { ...own, cores: 1 }),
    node('Kindling, 2 threads', { ...own, cores: 2 }),
    widest('Kindling, 2 threads, widest SIMD', {}),
    node('Kindling jit, 1 thread', { ...own, cores: 1, engine: 'jit' }),
    node('Kindling jit, 2 threads', { ...own, cores: 2, engine: 'jit' }),
    widest('Kindling jit, 2 threads, widest SIMD', { engine: 'jit' }),
  ];
};

export const stock = 'tfjs-layers, wasm as published';

/** A training step of a network, on wasm and beside everybody. */
export const everybody = (network: Network, batch: number): readonly Entry[] => {
  const task = { network, batch };
  return [
    node(stock, { ...task, library: 'tfjs-layers', kernels: 'stock' }),
    node('tfjs-layers, install(), 2 threads', { ...task, library: 'tfjs-layers', kernels: 'install', cores: 2 }),
    ...ours(task),
    ...throughNode(task),
    node('jax-js', { ...task, library: 'jax-js', kernels: 'stock' }),
    ...peersOn(1, task),
    ...peersOn(2, task),
  ];
};

/** A training step of the MLP in plain JavaScript. */
export const inPlainJavaScript = (batch: number): readonly Entry[] => [
  node('Kindling', { batch, library: 'kindling', kernels: 'cpu' }),
  node('tfjs-layers', { batch, library: 'tfjs-layers', kernels: 'cpu' }),
];

export const feeders = (backends: readonly string[]): readonly Entry[] =>
  [
    node('wasm, install(), 2 threads', { batch: 32, library: 'feeding', kernels: 'selectBackend', cores: 2 }),
    node('wasm as published', { batch: 32, library: 'feeding', kernels: 'stock' }),
    node('cpu', { batch: 32, library: 'feeding', kernels: 'cpu' }),
  ].filter(({ name }) => backends.some((backend) => name.startsWith(backend)));
