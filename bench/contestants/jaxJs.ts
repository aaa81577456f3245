// The training step in jax-js: one jitted function, Adam 5e-4, cross-entropy, accuracy. What is passed to a function is
// consumed by it; `.ref` keeps it.
import { init, type Array as JaxArray, jit, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';
import { hostBatches, oneHot } from './batches.ts';
import type { Contestant, Task } from './contestant.ts';
import { type JaxNetwork, networks } from './jaxJsNetworks.ts';

type State = { weights: JaxArray[]; m: JaxArray[]; v: JaxArray[]; statistics: JaxArray[]; t: JaxArray };

const initial = (network: JaxNetwork): State => {
  const weights = network.weights();
  const zeros = () => weights.map(({ shape }) => np.zeros(shape));
  return { weights, m: zeros(), v: zeros(), statistics: network.statistics(), t: np.array(0) };
};

const trainStep = ({ apply }: JaxNetwork) => {
  const lossOf = (
    weights: JaxArray[],
    statistics: JaxArray[],
    key: JaxArray,
    x: JaxArray,
    y: JaxArray,
  ): [JaxArray, [JaxArray, JaxArray[]]] => {
    const [logits, after] = apply(weights, statistics, key, x);
    const right = np.equal(np.argmax(logits.ref, 1), np.argmax(y.ref, 1)).astype(np.float32);
    return [np.mean(np.sum(nn.logSoftmax(logits).mul(y), 1)).neg(), [np.mean(right), after]];
  };
  const lossAndGradient = valueAndGrad(lossOf, { hasAux: true });

  return jit((state: State, key: JaxArray, x: JaxArray, y: JaxArray): [State, JaxArray, JaxArray] => {
    const [[loss, [accuracy, statistics]], g] = lossAndGradient(tree.ref(state.weights), state.statistics, key, x, y);
    const t = state.t.add(1);
    const m = state.m.map((old, i) => old.mul(0.9).add(g[i]!.ref.mul(0.1)));
    const v = state.v.map((old, i) => old.mul(0.999).add(np.square(g[i]!).mul(0.001)));
    const correction = np.sqrt(np.subtract(1, np.power(0.999, t.ref))).div(np.subtract(1, np.power(0.9, t.ref)));
    const rate = correction.mul(5e-4);
    const weights = state.weights.map((w, i) => w.sub(m[i]!.ref.mul(rate.ref).div(np.sqrt(v[i]!.ref).add(1e-7))));
    rate.dispose();
    return [{ weights, m, v, statistics, t }, loss, accuracy];
  });
};

export const jaxJs = async ({ network, batch }: Task): Promise<Contestant> => {
  await init('wasm');
  const { pictures, labels } = hostBatches(batch);
  const xs = pictures.map((values) => np.array(values as Float32Array<ArrayBuffer>).reshape([batch, 3072]));
  const ys = labels.map((step) => np.array(oneHot(step)).reshape([batch, 10]));
  const train = trainStep(networks[network]);
  let state = initial(networks[network]);
  let taken = 0;
  return {
    note: 'jax-js, jit, wasm; one thread, as it has no workers in Node',
    step: async () => {
      const x = xs[taken % xs.length]!.ref;
      const y = ys[taken % ys.length]!.ref;
      const [after, loss, accuracy] = train(state, random.key(taken), x, y);
      state = after;
      taken += 1;
      return [await loss.data(), await accuracy.data()];
    },
  };
};
