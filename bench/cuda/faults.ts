// What must not end a training: too large a batch, labels and indices out of range, thousands of steps.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dense, input, sequential } from '@kindling/models';
import { compile } from '@kindling/train';
import {
  cast,
  gather,
  matMul,
  memory,
  oneHot,
  ones,
  type Tensor,
  tensor1d,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { tfjsBatches } from '../contestants/tfjsBatches.ts';
import type { Checks } from './checks.ts';
import { sizeOfGpu, usedOnGpu } from './gpu.ts';
import { stepsOf, trainerOf } from './network.ts';
import { startOn } from './onDevice.ts';
import type { CudaOptions, Device } from './options.ts';

const outcome = async (compute: () => unknown): Promise<unknown> => {
  try {
    return await compute();
  } catch (error) {
    return error;
  }
};

const attempt = (make: () => Tensor): Tensor | Error => {
  try {
    return make();
  } catch (error) {
    return error as Error;
  }
};

const told = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.slice(0, 240)}` : 'no error';

/** Whether a product still comes out right. */
const computes = async (): Promise<boolean> => {
  const [a, b] = [ones([3, 4]), ones([4, 2])];
  const product = matMul(a, b);
  const values = [...(await product.data())];
  for (const each of [a, b, product]) each.dispose();
  return values.every((value) => value === 4);
};

/**
 * How much memory there is, in bytes. On a CPU this process is held to what it has and a bit, so that it is refused
 * memory as a GPU would; undefined where that can't be.
 */
const limited = (device: Device): number | undefined => {
  if (device === 'cuda') return (sizeOfGpu() ?? 0) * 2 ** 20 || undefined;
  const headroom = 1.5 * 2 ** 30;
  try {
    const has = Number(/VmSize:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
    execFileSync('prlimit', [`--pid=${process.pid}`, `--as=${has + headroom}:`]);
    return headroom;
  } catch {
    return undefined;
  }
};

/** What the first convolution makes of a picture: 32 by 32 numbers of 32 filters. */
const bytesOfFirstLayer = 32 * 32 * 32 * 4;

const tooLargeBatch = async (device: Device, checks: Checks): Promise<void> => {
  const trainer = trainerOf('cnn');
  const nextBatch = tfjsBatches(32);
  const before = (await trainer.trainOnBatch(nextBatch())).loss;
  const size = limited(device);
  if (size === undefined) {
    checks.skip('a batch that does not fit: neither nvidia-smi nor prlimit is here');
    return trainer.dispose();
  }
  const pictures = Math.ceil(size / bytesOfFirstLayer);
  const held = memory().numTensors;
  for (const turn of ['a batch', 'another batch']) {
    const x = attempt(() => zeros([pictures, 32, 32, 3]));
    if (x instanceof Error) {
      checks.check(x.name === 'TorchMemoryError', `${turn} of ${pictures} pictures itself does not fit: ${told(x)}`);
      continue;
    }
    const y: Tensor = zeros([pictures, 10]);
    const error = await outcome(() => trainer.trainOnBatch({ x, y }));
    const isTold =
      error instanceof Error &&
      error.name === 'TorchMemoryError' &&
      /\d+(\.\d+)? ?([KMGT]i?B|bytes)/.test(error.message);
    checks.check(isTold, `${turn} of ${pictures} pictures is refused with sizes: ${told(error)}`);
    for (const each of [x, y]) each.dispose();
  }
  checks.check(memory().numTensors === held, `no tensor is left of them: ${memory().numTensors - held}`);
  const after = await outcome(async () => (await trainer.trainOnBatch(nextBatch())).loss);
  const goesOn = typeof after === 'number' && Number.isFinite(after) && after < 2 * before;
  checks.check(
    goesOn,
    `the trainer goes on with 32 pictures: loss ${before.toFixed(4)}, then ${goesOn ? after.toFixed(4) : told(after)}`,
  );
  trainer.dispose();
};

/** Each may be refused or marked, as it is on other backends; none may end the context. */
const outOfRange = async (device: Device, checks: Checks): Promise<void> => {
  const table = tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const labels = tensor1d([0, 7, -1], 'int32');
  const rows = await outcome(async () => [...(await gather(table, labels).data())]);
  const isMarked = Array.isArray(rows) && rows[0] === 1 && rows.slice(2).every((value) => Number.isNaN(value));
  checks.check(
    device === 'cpu' ? rows instanceof Error : rows instanceof Error || isMarked,
    `gather of floats out of range: ${rows instanceof Error ? told(rows) : `[${rows}]`}`,
  );
  const whole = await outcome(async () => [...(await gather(cast(table, 'int32'), labels).data())]);
  checks.check(whole instanceof Error, `gather of whole numbers out of range: ${told(whole)}`);
  const hot = await outcome(async () => [...(await oneHot(labels, 3).data())].join(''));
  checks.check(hot === '100000000', `oneHot of labels out of range: ${hot}`);
  const model = sequential([input({ shape: [2] }), dense({ units: 3, activation: 'softmax' })]);
  const trainer = compile(model, { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', seed: 1 });
  const wrong = await outcome(async () => (await trainer.trainOnBatch({ x: table, y: labels })).loss);
  const what = wrong instanceof Error ? told(wrong) : `loss ${wrong}`;
  checks.check(await computes(), `the device still computes after labels of no class in training (${what})`);
  trainer.dispose();
};

const mebibytes = (bytes: number): number => bytes / 2 ** 20;

/** V8's young generation doubles now and then for thousands of steps, up to its limit. */
const outsideOfJavaScript = (): number => {
  const { rss, heapTotal } = process.memoryUsage();
  return rss - heapTotal;
};

/** Scalars are kept by value up to a number of them, which takes as many steps. */
const warmUp = 1500;

/** Tensors, their bytes, the process and the device stay as large as they are. */
const soak = async (steps: number, checks: Checks): Promise<void> => {
  const { step, loss, dispose } = stepsOf('mlp');
  const nextBatch = tfjsBatches(32);
  const take = async (count: number): Promise<number> => {
    for (let taken = 0; taken < count; taken++) {
      step(nextBatch());
      if (taken % 50 === 49) await loss();
    }
    return loss();
  };
  const now = () => ({
    tensors: memory().numTensors,
    bytes: memory().numBytes,
    native: outsideOfJavaScript(),
    gpu: usedOnGpu(),
  });
  await take(warmUp);
  const before = now();
  const end = await take(steps);
  const after = now();
  const grown = mebibytes(after.native - before.native);
  const onGpu = (after.gpu ?? 0) - (before.gpu ?? 0);
  const same = after.tensors === before.tensors && after.bytes === before.bytes;
  checks.check(
    same && Number.isFinite(end),
    `${steps} steps leave ${after.tensors - before.tensors} tensors and ${after.bytes - before.bytes} bytes`,
  );
  checks.check(grown < 32, `the process grew by ${grown.toFixed(1)} MiB in them, outside of JavaScript's heap`);
  if (after.gpu === undefined) checks.skip('memory of the device: nvidia-smi says nothing');
  else checks.check(onGpu <= 64, `the device's memory grew by ${onGpu} MiB in them`);
  dispose();
};

export const faults = async ({ device, quick }: CudaOptions, checks: Checks): Promise<void> => {
  const selected = await startOn(device, { strict: false });
  await soak(quick ? 300 : 10_000, checks);
  await outOfRange(device, checks);
  await tooLargeBatch(device, checks); // last: on a CPU it holds the process to little memory
  await selected.undo();
};
