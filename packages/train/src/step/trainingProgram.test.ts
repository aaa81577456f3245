import type { Metric } from '@kindling/metrics';
import { dense, input, sequential } from '@kindling/models';
import { clone, dispose, memory, tensor2d } from '@tensorflow/tfjs-core';
import { testBackends, useBackend } from '@tests/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../trainer/compile.ts';

const line = sequential([input({ shape: [2] }), dense({ units: 3 })]);
const batch = () => ({ x: tensor2d([[1, 2]]), y: tensor2d([[3, 4, 5]]) });

describe.each(testBackends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test('a step writes over nothing that somebody else holds', async () => {
    const before = memory().numTensors;
    const trainer = compile(line, { optimizer: 'adam', loss: 'mse', seed: 1 });
    const { x, y } = batch();
    const numbers = async (kernel = trainer.weights.params['dense/kernel']!) => [...(await kernel.data())];
    const start = await numbers();
    const snapshot = trainer.snapshot();
    const held = clone(trainer.weights.params['dense/kernel']!);
    await trainer.trainOnBatch({ x, y });
    await trainer.trainOnBatch({ x, y });
    expect(await numbers()).not.toEqual(start);
    expect(await numbers(held)).toEqual(start);
    expect(await numbers(snapshot.params['dense/kernel'])).toEqual(start);
    dispose([held, snapshot.params, snapshot.state, x, y] as never);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  test('a step whose metric fails leaves the weights as they were', async () => {
    const failing: Metric = {
      init: () => ({}),
      update: () => {
        throw new Error('no metric today');
      },
      result: () => tensor2d([[0]]),
    };
    const trainer = compile(line, { optimizer: 'adam', loss: 'mse', metrics: { failing }, seed: 1 });
    const { x, y } = batch();
    const kernel = trainer.weights.params['dense/kernel']!;
    const start = [...(await kernel.data())];
    await expect(trainer.trainOnBatch({ x, y })).rejects.toThrow('no metric today');
    expect([...(await kernel.data())]).toEqual(start);
    dispose([x, y]);
    trainer.dispose();
  });
});
