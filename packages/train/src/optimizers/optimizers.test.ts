import { mapValues, release, tidied } from '@kindling/core';
import type { Tree } from '@kindling/models';
import { dispose, memory, profile, scalar, tensor1d } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { piecewiseConstantDecay } from '../schedules/piecewiseConstantDecay.ts';
import { adam } from './adam.ts';
import { adamW } from './adamW.ts';
import { chain } from './chain.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';
import { scaleByAdam } from './transforms/scaleByAdam.ts';
import { scaleByDeviation } from './transforms/scaleByDeviation.ts';
import { scaleByRms } from './transforms/scaleByRms.ts';
import { trace } from './transforms/trace.ts';

/** Three steps of each in Keras 3.15, on weights [1, -2, 0.5] and [0.25] with the gradients below. */
const keras: readonly [string, Optimizer, readonly number[]][] = [
  ['sgd', sgd(), [0.9940000177, -1.9940000772, 0.4099999964, 0.2649999857]],
  [
    'sgd with momentum',
    sgd({ learningRate: 0.1, momentum: 0.9 }),
    [0.9049000144, -1.8877999783, -1.183000088, 0.3595000207],
  ],
  [
    'sgd with Nesterov momentum',
    sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
    [0.8544099927, -1.8390200138, -1.9147000313, 0.4985499978],
  ],
  ['adam', adam(), [0.9970768690109253, -1.9970000982284546, 0.4970000386238098, 0.24964788556098938]],
  [
    'adam with numbers of its own',
    adam({ learningRate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 1e-3 }),
    [0.8559253811836243, -1.851820945739746, 0.3501228392124176, 0.23835456371307373],
  ],
  [
    'adamW',
    adamW({ learningRate: 0.1 }),
    [0.7066081166267395, -1.6977264881134033, 0.1995224952697754, 0.21456651389598846],
  ],
  ['rmsprop', rmsprop(), [0.9913901090621948, -1.9926226139068604, 0.49262264370918274, 0.25203073024749756]],
  [
    'rmsprop, centered, with momentum',
    rmsprop({ learningRate: 0.01, momentum: 0.9, centered: true, rho: 0.8 }),
    [0.8602421879768372, -1.8726617097854614, 0.37266090512275696, 0.23707400262355804],
  ],
  ['clipNorm', sgd({ learningRate: 0.1, clipNorm: 1 }), [0.9801101685, -1.9800956249, 0.2014326155, 0.349999994]],
  [
    'globalClipNorm',
    sgd({ learningRate: 0.1, globalClipNorm: 1 }),
    [0.981280148, -1.9809653759, 0.2144801617, 0.2944389082],
  ],
  ['clipValue', sgd({ learningRate: 0.1, clipValue: 0.3 }), [0.9400000572, -1.9400000572, 0.4099999964, 0.2800000012]],
  [
    'weightDecay',
    sgd({ learningRate: 0.1, momentum: 0.5, weightDecay: 0.1 }),
    [0.8932480216026306, -1.8562960624694824, -0.7793805599212646, 0.38081976771354675],
  ],
  [
    'a schedule',
    sgd({ learningRate: piecewiseConstantDecay({ boundaries: [0, 1], values: [0.1, 0.2, 0.3] }), momentum: 0.5 }),
    [0.8324999809265137, -1.8450000286102295, -1.8250000476837158, 0.7625000476837158],
  ],
];

const gradientsAt = (step: number): Tree => ({
  'dense/kernel': tensor1d([0.1 * (step + 1), -0.2, 3]),
  'dense/bias': tensor1d([0.5 - step]),
});

interface Trained {
  readonly params: Tree;
  readonly slots: Tree;
}

const start = (optimizer: Optimizer): Trained => {
  const params = { 'dense/kernel': tensor1d([1, -2, 0.5]), 'dense/bias': tensor1d([0.25]) };
  return { params, slots: optimizer.init(params) };
};

const takeStep = (optimizer: Optimizer, { params, slots }: Trained, step: number): Trained =>
  tidied(() => {
    const scalars = mapValues(optimizer.scalars(step), (value) => scalar(value));
    return optimizer.update(params, gradientsAt(step), slots, scalars);
  });

const read = async (tree: Tree): Promise<number[]> =>
  (await Promise.all(Object.values(tree).map(async (tensor) => [...(await tensor.data())]))).flat();

describe.each(testBackends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(keras)('%s takes the steps that Keras takes', async (_, optimizer, expected) => {
    const trained = tidied(() => [0, 1, 2].reduce((state, step) => takeStep(optimizer, state, step), start(optimizer)));
    (await read(trained.params)).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 5);
    });
    release(trained);
  });

  test.each(keras)('%s leaves what it was given alone, and nothing but its result behind', async (_, optimizer) => {
    const before = memory().numTensors;
    const first = start(optimizer);
    const values = await read({ ...first.params, ...first.slots });
    const next = takeStep(optimizer, first, 0);
    expect(await read({ ...first.params, ...first.slots })).toEqual(values);
    expect(Object.keys(next.slots)).toEqual(Object.keys(first.slots));
    dispose([...Object.values(first.params), ...Object.values(first.slots)]);
    release(next);
    expect(memory().numTensors).toBe(before);
  });
});

test.each([
  ['adam', 'KindlingAdam', adam()],
  ['adam, clipped', 'KindlingAdam', adam({ clipNorm: 1 })],
  ['adamW', 'KindlingAdam', adamW()],
  ['sgd with momentum', 'KindlingMomentum', sgd({ momentum: 0.9 })],
  ['sgd with Nesterov momentum, clipped', 'KindlingMomentum', sgd({ momentum: 0.9, nesterov: true, clipNorm: 1 })],
  ['rmsprop', 'KindlingRmsprop', rmsprop()],
])(
  '%s ends in one kernel, %s, for all parameters, where the backend has it, and gives the same bits',
  async (_, kernel, optimizer) => {
    const results: number[][] = [];
    for (const backend of ['kernels', 'wasm'] as const) {
      await useBackend(backend);
      const given = start(optimizer);
      const { kernelNames } = await profile(() => {
        const { params, slots } = takeStep(optimizer, given, 0);
        return Object.values({ ...params, ...slots });
      });
      expect(kernelNames.filter((name) => name === kernel).length).toBe(backend === 'kernels' ? 1 : 0);
      const { params, slots } = takeStep(optimizer, given, 0);
      results.push(await read({ ...params, ...slots }));
    }
    expect(results[0]).toEqual(results[1]);
  },
);

test('slots are named by what they are and which parameter they belong to', () => {
  const { slots } = start(adam({ clipNorm: 1 }));
  expect(mapValues(slots, ({ shape }) => shape)).toEqual({
    'adam/m/dense/kernel': [3],
    'adam/m/dense/bias': [1],
    'adam/v/dense/kernel': [3],
    'adam/v/dense/bias': [1],
  });
});

test("a rate from outside stands in for the optimizer's own", () => {
  const decaying = sgd({ learningRate: (step) => 1 / (step + 1) });
  expect(decaying.scalars(3)).toEqual({ 'scaleByRate/learningRate': 0.25 });
  expect(decaying.scalars(3, { learningRate: 0.5 })).toEqual({ 'scaleByRate/learningRate': 0.5 });
  expect(decaying.scalars(3, { learningRate: undefined })).toEqual({ 'scaleByRate/learningRate': 0.25 });
});

test('with nothing to train there is nothing to do', () => {
  const nothing = adam({ globalClipNorm: 1 });
  expect(takeNothing(nothing)).toEqual({ params: {}, slots: {} });
});

const takeNothing = (optimizer: Optimizer) =>
  tidied(() =>
    optimizer.update(
      {},
      {},
      optimizer.init({}),
      mapValues(optimizer.scalars(0), (value) => scalar(value)),
    ),
  );

test.each([
  [() => sgd({ learningRate: -1 }), 'sgd: learningRate must be a number of at least 0, got -1'],
  [() => sgd({ momentum: 1 }), 'sgd: momentum must be at least 0 and below 1, got 1'],
  [() => sgd({ nesterov: 1 as never }), 'sgd: nesterov must be true or false, got 1'],
  [() => adam({ lr: 0.1 } as object), 'adam: unknown option "lr"'],
  [() => adamW({ learning_rate: 0.1 } as object), 'unknown option "learning_rate"; did you mean "learningRate"?'],
  [() => rmsprop({ centred: true } as object), 'unknown option "centred"; did you mean "centered"?'],
  [() => rmsprop({ centered: 'no' as never }), 'rmsprop: centered must be true or false, got "no"'],
  [() => sgd({ nesterov: true }), 'sgd: nesterov needs a momentum above 0'],
  [() => adam({ beta1: 1 }), 'adam: beta1 must be at least 0 and below 1, got 1'],
  [() => adam({ beta2: -0.1 }), 'adam: beta2 must be at least 0 and below 1, got -0.1'],
  [() => adam({ epsilon: Number.NaN }), 'adam: epsilon must be a number of at least 0, got NaN'],
  [() => adam({ clipNorm: 0 }), 'adam: clipNorm must be a number above 0, got 0'],
  [() => adam({ clipNorm: 1, clipValue: 1 }), 'adam: gradients are clipped in one way, got clipNorm and clipValue'],
  [() => adamW({ weightDecay: -1 }), 'adamW: weightDecay must be a number of at least 0, got -1'],
  [() => rmsprop({ rho: 1 }), 'rmsprop: rho must be at least 0 and below 1, got 1'],
  [() => rmsprop({ momentum: 2 }), 'rmsprop: momentum must be at least 0 and below 1, got 2'],
  [() => adam(3 as never), 'adam: options must be an object, got 3'],
  [() => adam({ learningRate: '1' as never }), 'adam: learningRate must be a number of at least 0, got "1"'],
  [() => adamW({ beta1: 1 }), 'adamW: beta1 must be at least 0 and below 1, got 1'],
  [() => chain({ kind: 'own', lr: 1, learningRate: 1 } as never), 'chain: unknown option "lr"'],
  [() => chain({ kind: 'own', learningRate: -1 }), 'own: learningRate must be a number of at least 0, got -1'],
  [() => scaleByAdam({ beta_1: 0.5 } as object), 'scaleByAdam: unknown option "beta_1"; did you mean "beta1"?'],
  [() => scaleByRms({ rho: 1 }), 'scaleByRms: rho must be at least 0 and below 1, got 1'],
  [() => scaleByDeviation({ rh: 1 } as object), 'scaleByDeviation: unknown option "rh"; did you mean "rho"?'],
  [() => trace({ momentum: 0.9, nesterov: 'no' as never }), 'trace: nesterov must be true or false, got "no"'],
  [
    () => adam({ learningRate: (step) => Math.log(step) }).scalars(0),
    'adam: learningRate at step 0 must be a number of at least 0, got -Infinity',
  ],
])('numbers out of range are refused where they are given (%#)', (make, message) => {
  expect(make).toThrow(message);
});
