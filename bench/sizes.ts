// npm run tool -- node --expose-gc --max-semi-space-size=8 --conditions=@kindling/source bench/sizes.ts [sizes]
// What training on ever new sizes adds to the process, and how long the first step of a size takes beside its second.
// V8's young generation, which would grow by a hundred MiB in any long run, is held to one size by that flag.
import {
  batchNormalization,
  conv2d,
  dense,
  globalAveragePooling2d,
  input,
  maxPooling2d,
  sequential,
} from '@kindling/models';
import { compile } from '@kindling/train';
import { install } from '@kindling/wasm';
import { ones, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { machine } from './results.ts';

const sizes = Number(process.argv[2] ?? 5000);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const mebibytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
};

/** A network, and its i-th batch. */
interface Varied {
  readonly what: string;
  readonly model: ReturnType<typeof sequential>;
  readonly batchOf: (i: number) => Tensor;
}

const side = 72;
const perceptron = () =>
  sequential([input({ shape: [64] }), dense({ units: 32, activation: 'relu' }), dense({ units: 10 })]);
const varied: readonly Varied[] = [
  { what: 'steps of one size, as any long run', model: perceptron(), batchOf: () => ones([32, 64]) },
  { what: 'sizes of batches of a dense network', model: perceptron(), batchOf: (i) => ones([1 + i, 64]) },
  {
    what: 'sizes of pictures of a convolutional network',
    model: sequential([
      input({ shape: [null, null, 3] }),
      conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }),
      batchNormalization(),
      maxPooling2d({ poolSize: 2, padding: 'same' }),
      conv2d({ filters: 16, kernelSize: 3, strides: 2, padding: 'same' }),
      globalAveragePooling2d(),
      dense({ units: 10 }),
    ]),
    batchOf: (i) => ones([2, 10 + (i % side), 10 + Math.floor(i / side), 3]),
  },
];

await install({ threads: 1 });
console.log(machine());
for (const { what, model, batchOf } of varied) {
  const trainer = compile(model, { optimizer: 'adam', loss: 'meanSquaredError' });
  const step = async (x: Tensor): Promise<number> => {
    const y = zeros([x.shape[0]!, 10]);
    const start = performance.now();
    await trainer.trainOnBatch({ x, y });
    y.dispose();
    return performance.now() - start;
  };
  const [first, second]: [number[], number[]] = [[], []];
  // The largest first: the memory that tensors need is not what is looked for.
  for (const i of [sizes - 1, side - 1]) await step(batchOf(i));
  const before = mebibytes();
  for (let i = 0; i < sizes; i++) {
    const x = batchOf(i);
    first.push(await step(x));
    second.push(await step(x));
    x.dispose();
  }
  const added = (mebibytes() - before).toFixed(0);
  const times = (median(first) / median(second)).toFixed(2);
  console.log(`${sizes} ${what} add ${added} MiB; a step of a new size takes ${times} of a known one's`);
  trainer.dispose();
}
