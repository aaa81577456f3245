// internal: the self-test's training on the backend that is in use
import {
  add,
  cast,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  oneHot,
  relu,
  type Scalar,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { compared, numbers, rate, sizes } from './network.ts';

export interface Trained {
  /** Of the first steps. */
  readonly losses: readonly number[];
  /** Milliseconds that a step takes: the median of groups of steps. */
  readonly step: number;
}

/** For how long steps are timed. */
const timed = 1500;

/** A loss is read once a group, as a program that trains would read it. */
const group = 10;

interface Net {
  readonly loss: () => Scalar;
  readonly weights: readonly Variable[];
  dispose(): void;
}

const makeNet = (): Net => {
  const { batch, inputs, hidden, classes } = sizes;
  const given = numbers();
  const x = tensor2d(given.x, [batch, inputs]);
  const labels = tidy(() => cast(oneHot(tensor1d(given.labels, 'int32'), classes), 'float32'));
  const [w1, b1, w2, b2] = tidy(
    () =>
      [
        variable(tensor2d(given.w1, [inputs, hidden])),
        variable(tensor1d(given.b1)),
        variable(tensor2d(given.w2, [hidden, classes])),
        variable(tensor1d(given.b2)),
      ] as const,
  );
  return {
    weights: [w1, b1, w2, b2],
    loss: () => {
      const logits = add(matMul(relu(add(matMul(x, w1), b1)), w2), b2);
      return neg(mean(sum(mul(labels, logSoftmax(logits)), -1))) as Scalar;
    },
    dispose: () => {
      for (const tensor of [x, labels, w1, b1, w2, b2]) tensor.dispose();
    },
  };
};

const descend = ({ loss, weights }: Net): Scalar =>
  tidy(() => {
    const { value, grads } = variableGrads(loss, [...weights]);
    for (const weight of weights) weight.assign(sub(weight, mul(grads[weight.name]!, rate)));
    return value;
  });

const read = async (loss: Scalar): Promise<number> => {
  const [value] = await loss.data();
  loss.dispose();
  return value!;
};

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

export const train = async (): Promise<Trained> => {
  const net = makeNet();
  const losses: number[] = [];
  for (let i = 0; i < compared; i++) losses.push(await read(descend(net)));
  const times: number[] = [];
  for (const end = performance.now() + timed; performance.now() < end; ) {
    const start = performance.now();
    for (let i = 1; i < group; i++) descend(net).dispose();
    await read(descend(net));
    times.push((performance.now() - start) / group);
  }
  net.dispose();
  return { losses, step: medianOf(times) };
};
