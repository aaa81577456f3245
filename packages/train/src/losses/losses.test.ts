import { neededGradients, registerGradients } from '@kindling/core';
import { grad, memory, profile, softmax, sum, type Tensor, tensor, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { binaryCrossentropy } from './binaryCrossentropy.ts';
import { categoricalCrossentropy } from './categoricalCrossentropy.ts';
import type { Loss } from './loss.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { meanSquaredError } from './meanSquaredError.ts';
import { sparseCategoricalCrossentropy } from './sparseCategoricalCrossentropy.ts';

registerGradients(neededGradients);

/** One row of targets beside one row of predictions, in float64. */
type Formula = (target: readonly number[], prediction: readonly number[]) => number;

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const average = (values: readonly number[]): number => total(values) / values.length;
const logSumExp = (z: readonly number[]): number => Math.log(total(z.map(Math.exp)));
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const binary = (y: number, p: number): number => -(y * Math.log(p) + (1 - y) * Math.log(1 - p));

const probabilities = [
  [0.2, 0.5, 0.3],
  [0.7, 0.1, 0.6],
];
const scores = [
  [1.5, -2, 0.3],
  [-0.4, 3, 0.1],
];
const rows = [
  [0, 1, 0],
  [0.25, 0.25, 0.5],
];

const cases: readonly [string, Loss, Formula, readonly (readonly number[])[], readonly (readonly number[])[]][] = [
  ['meanSquaredError', meanSquaredError(), (y, p) => average(p.map((v, i) => (v - y[i]!) ** 2)), scores, rows],
  ['meanAbsoluteError', meanAbsoluteError(), (y, p) => average(p.map((v, i) => Math.abs(v - y[i]!))), scores, rows],
  [
    'categoricalCrossentropy',
    categoricalCrossentropy(),
    (y, p) => -total(p.map((v, i) => y[i]! * Math.log(v / total(p)))),
    probabilities,
    rows,
  ],
  [
    'categoricalCrossentropy, labels smoothed',
    categoricalCrossentropy({ labelSmoothing: 0.1 }),
    (y, p) => -total(p.map((v, i) => (y[i]! * 0.9 + 0.1 / 3) * Math.log(v / total(p)))),
    probabilities,
    rows,
  ],
  [
    'categoricalCrossentropy from logits',
    categoricalCrossentropy({ fromLogits: true }),
    (y, z) => -total(z.map((v, i) => y[i]! * (v - logSumExp(z)))),
    scores,
    rows,
  ],
  [
    'sparseCategoricalCrossentropy',
    sparseCategoricalCrossentropy(),
    ([y], p) => -Math.log(p[y!]! / total(p)),
    probabilities,
    [[1], [2]],
  ],
  [
    'sparseCategoricalCrossentropy from logits',
    sparseCategoricalCrossentropy({ fromLogits: true }),
    ([y], z) => logSumExp(z) - z[y!]!,
    scores,
    [[1], [2]],
  ],
  [
    'binaryCrossentropy',
    binaryCrossentropy(),
    (y, p) => average(p.map((v, i) => binary(y[i]!, v))),
    probabilities,
    rows,
  ],
  [
    'binaryCrossentropy, labels smoothed',
    binaryCrossentropy({ labelSmoothing: 0.2 }),
    (y, p) => average(p.map((v, i) => binary(y[i]! * 0.8 + 0.1, v))),
    probabilities,
    rows,
  ],
  [
    'binaryCrossentropy from logits',
    binaryCrossentropy({ fromLogits: true }),
    (y, z) => average(z.map((v, i) => binary(y[i]!, sigmoid(v)))),
    scores,
    rows,
  ],
];

const table = (values: readonly (readonly number[])[]): Tensor => tensor(values.map((row) => [...row]));

describe.each(testBackends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(cases)(
    '%s gives the value of its formula, and its slope, for each sample',
    async (_, loss, formula, x, y) => {
      const before = memory().numTensors;
      const { values, slopes } = tidy(() => {
        const [target, prediction] = [table(y), table(x)];
        const cost = (p: Tensor): Tensor => sum(loss.perSample(target, p));
        return { values: loss.perSample(target, prediction), slopes: grad(cost)(prediction) };
      });
      expect(values.shape).toEqual([2]);
      const got = { values: await values.data(), slopes: await slopes.data() };
      const step = 1e-5;
      x.forEach((row, sample) => {
        const at = (change: number, column: number): number =>
          formula(
            y[sample]!,
            row.map((value, i) => (i === column ? value + change : value)),
          );
        expect(got.values[sample]).toBeCloseTo(formula(y[sample]!, row), 5);
        row.forEach((_value, column) => {
          const slope = (at(step, column) - at(-step, column)) / (2 * step);
          expect(got.slopes[sample * row.length + column]).toBeCloseTo(slope, 5);
        });
      });
      values.dispose();
      slopes.dispose();
      expect(memory().numTensors).toBe(before);
    },
  );

  test.each(cases)('%s is averaged over all axes but the first', async (_, loss, formula, x, y) => {
    const [target, prediction] = [tensor3d([y.map((row) => [...row])]), tensor3d([x.map((row) => [...row])])];
    const value = loss.perSample(target, prediction);
    expect(value.shape).toEqual([1]);
    expect((await value.data())[0]).toBeCloseTo(average(x.map((row, i) => formula(y[i]!, row))), 5);
  });

  test.each(cases.filter(([name]) => !name.startsWith('sparse')))(
    '%s refuses shapes that would be broadcast',
    (_, loss) => {
      const message = `${loss.kind}: the target must have the prediction's shape [4, 3], got [4, 1]`;
      expect(() => loss.perSample(tensor([[0], [0], [0], [0]]), tensor(new Float32Array(12), [4, 3]))).toThrow(message);
    },
  );
});

/** The losses from logits, with labels that leave out what `out` rules out. */
const ruledOut: readonly [Loss, target: Tensor, logits: (out: number) => Tensor, finite: number][] = [
  [categoricalCrossentropy({ fromLogits: true }), tensor([[0.5, 0, 0.5]]), (out) => tensor([[1, out, 2]]), -1e30],
  [
    sparseCategoricalCrossentropy({ fromLogits: true }),
    tensor([2], [1], 'int32'),
    (out) => tensor([[1, out, 2]]),
    -1e30,
  ],
  [binaryCrossentropy({ fromLogits: true }), tensor([[1, 0, 0]]), (out) => tensor([[1, out, 2]]), -1e30],
  [binaryCrossentropy({ fromLogits: true }), tensor([[1, 1, 0]]), (out) => tensor([[1, out, 2]]), 1e30],
];

describe.each(testBackends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(ruledOut)(
    '$kind counts 0 for what a logit of infinity rules out',
    async ({ perSample }, y, logits, far) => {
      const slope = grad((z: Tensor) => sum(perSample(y, z)));
      const found = async (out: number) => [
        ...(await perSample(y, logits(out)).data()),
        ...(await slope(logits(out)).data()),
      ];
      const values = await found(Math.sign(far) * Number.POSITIVE_INFINITY);
      expect(values).toEqual(await found(far));
      expect(values.every(Number.isFinite)).toBe(true);
    },
  );

  test('a probability of 0 counts nothing where its label is 0', async () => {
    const [row, p] = [tensor([[1, 0, 0]]), tensor([[0.75, 0, 0.25]])];
    const label = tensor([0], [1], 'int32');
    const cost = -Math.log(0.75);
    for (const [loss, y, value] of [
      [categoricalCrossentropy(), row, cost],
      [sparseCategoricalCrossentropy(), label, cost],
      [binaryCrossentropy(), row, (2 * cost) / 3],
    ] as const) {
      expect((await loss.perSample(y, p).data())[0]).toBeCloseTo(value, 6);
      const slopes = await grad((x: Tensor) => sum(loss.perSample(y, x)))(p).data();
      expect(slopes.every(Number.isFinite)).toBe(true);
      if (loss.kind === 'binaryCrossentropy') expect(slopes[1]).toBe(0);
    }
  });
});

test('where the backend has kernels for it, the cross-entropy of logits takes one forward and one back', async () => {
  const labels = { categoricalCrossentropy: tensor(rows), sparseCategoricalCrossentropy: tensor([1, 2], [2], 'int32') };
  const values: number[][] = [];
  for (const backend of ['kernels', 'cpu'] as const) {
    await useBackend(backend);
    for (const { kind, perSample } of [categoricalCrossentropy(), sparseCategoricalCrossentropy()]) {
      const target = labels[kind as keyof typeof labels];
      const cost = (z: Tensor): Tensor => perSample(target, softmax(z), { activation: 'softmax', value: z });
      const slope = grad((z: Tensor) => sum(cost(z)));
      const { kernelNames } = await profile(() => slope(tensor(scores)));
      const ours = kernelNames.filter((name) => name.startsWith('Kindling'));
      const expected = ['KindlingSoftmaxCrossEntropy', 'KindlingSoftmaxCrossEntropyGrad'];
      expect(ours).toEqual(backend === 'kernels' ? expected : []);
      const z = tensor(scores);
      values.push([...(await cost(z).data()), ...(await slope(z).data())]);
    }
  }
  const [first, second, ...plain] = values as [number[], number[], ...number[][]];
  [first, second].forEach((found, i) => {
    for (const [j, value] of plain[i]!.entries()) expect(found[j]).toBeCloseTo(value, 6);
  });
});
