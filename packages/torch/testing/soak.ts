// Trains a small network for as many steps as it is told, and prints what memory it holds on the way, when it has
// warmed up, and at the end: `node --expose-gc --conditions=@kindling/source packages/torch/testing/soak.ts 10000`
import '@tensorflow/tfjs-backend-cpu';
import {
  adam,
  batchNorm,
  furtherGradients,
  neededGradients,
  random,
  registerGradients,
  softmaxCrossEntropy,
} from '@kindling/core';
import {
  cast,
  conv2d,
  dispose,
  enableProdMode,
  engine,
  greaterEqual,
  leakyRelu,
  matMul,
  maxPool,
  mean,
  memory,
  mul,
  oneHot,
  randomNormal,
  range,
  reshape,
  type Scalar,
  scalar,
  slice,
  type Tensor,
  type Tensor4D,
  tidy,
  valueAndGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { provideTorch } from '@tests/kit/python';
import { install } from '../src/install.ts';
import type { TorchBackend } from '../src/tfjs/backend.ts';
import { bindMalloc } from './malloc.ts';

/**
 * What is held: by the process outside of JavaScript's heap, of that by malloc where it is glibc's, else 0; in that
 * heap; by tfjs; and in scopes of kernels.
 */
export type Held = Readonly<Record<'native' | 'malloc' | 'heap' | 'tensors' | 'bytes' | 'live', number>>;

const malloc = bindMalloc();

const held = (): Held => {
  globalThis.gc?.();
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const { torch } = engine().backend as TorchBackend;
  return {
    native: rss - heapTotal,
    malloc: malloc?.().inUse ?? 0,
    heap: heapUsed,
    tensors: memory().numTensors,
    bytes: torch.store.bytes(),
    live: torch.held(),
  };
};

/** A network that has every kernel that training calls. */
const network = () => {
  const pictures = randomNormal([12, 8, 8, 3], 0, 1, 'float32', 1) as Tensor4D;
  const y = tidy(() => cast(oneHot(range(0, 12, 3, 'int32'), 12), 'float32'));
  const key = random(7);
  let params: Tensor[] = [[3, 3, 3, 6], [6], [6], [96, 12]].map((shape) => randomNormal(shape, 0, 1, 'float32', 2));
  let m: Tensor[] = params.map((param) => zerosLike(param));
  let v: Tensor[] = params.map((param) => zerosLike(param));
  const loss = (x: Tensor4D, index: number, filter: Tensor, gamma: Tensor, beta: Tensor, weights: Tensor): Scalar => {
    const normal = batchNorm({ x: conv2d(x, filter as Tensor4D, 1, 'same'), gamma, beta }, { epsilon: 1e-3, axis: 3 });
    const pooled = maxPool(leakyRelu(normal.y, 0.1) as Tensor4D, 2, 2, 'valid');
    const kept = cast(greaterEqual(key.fold(index).uniform(pooled.shape), 0.25), 'float32');
    const logits = matMul(reshape(mul(pooled, kept), [x.shape[0], 96]), weights);
    return mean(softmaxCrossEntropy({ logits, target: y }));
  };
  /** The loss, which is read every hundredth time. */
  return (index: number): number => {
    const [value, ...next] = tidy(() => {
      const x = slice(pictures, [(index % 3) * 4, 0, 0, 0], [4, 8, 8, 3]);
      const of = (...xs: Tensor[]): Scalar => loss(x, index, ...(xs as [Tensor, Tensor, Tensor, Tensor]));
      const { value, grads } = valueAndGrads(of)(params);
      // A rate that is new in each step is no constant.
      const alpha = scalar(1e-3 + index * 1e-9);
      const scalars = { beta1: scalar(0.9), beta2: scalar(0.999), alpha, epsilon: scalar(1e-6) };
      const gains = { first: 1 - 0.9, second: 1 - 0.999 };
      const after = adam({ scalars, params, gradients: grads, m, v }, { ...gains, inPlace: true });
      return [value, ...after.params, ...after.m, ...after.v];
    }) as [Scalar, ...Tensor[]];
    dispose([params, m, v]);
    [params, m, v] = [next.slice(0, 4), next.slice(4, 8), next.slice(8)];
    const read = index % 100 === 0 ? value.dataSync()[0]! : 0;
    value.dispose();
    return read;
  };
};

const steps = Number(process.argv[2] ?? 10_000);
enableProdMode();
provideTorch();
registerGradients([...neededGradients, ...furtherGradients]);
await install({ device: 'cpu', threads: 1 });
const step = network();
const first = step(0);
// Until JavaScript is compiled for good, on threads of its own, memory grows by some 20 MiB.
const warm = Math.min(2000, Math.floor(steps / 2));
for (let index = 1; index < warm; index++) step(index);
const before = held();
for (let index = warm; index < steps; index++) step(index);
console.log(JSON.stringify({ steps, first, last: step(0), before, after: held() }));
process.exit();
