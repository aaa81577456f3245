import '@tensorflow/tfjs-backend-cpu';
import type { Engine } from '@kindling/core';
import { dense, input, sequential } from '@kindling/models';
import { add, concat, mul, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from '../trainer/compile.ts';
import { eager } from './eager.ts';

type Halves = { readonly x: ReturnType<typeof tensor2d>; readonly y: ReturnType<typeof tensor2d> };

const rows = (from: number) => ({
  x: tensor2d([from, 1, from + 0.5, -1, -from, 2], [3, 2]),
  y: tensor2d([1, from, 0], [3, 1]),
});

/** An engine that takes a step on the mean of the gradients of two batches. */
const ofTwo =
  (second: Halves): Engine =>
  (program, options) =>
    eager()(
      {
        ...program,
        gradients: (trees, batch, context) => {
          const one = program.gradients(trees, batch, context);
          const two = program.gradients(trees, second as never, context);
          const mean = Object.entries(one.gradients).map(([name, gradient]) => [
            name,
            mul(add(gradient, two.gradients[name]!), 0.5),
          ]);
          return { ...one, gradients: Object.fromEntries(mean) };
        },
      },
      options,
    );

test('all gradients are there before any parameter moves: two halves make the step of the whole', async () => {
  const line = () => sequential([input({ shape: [2] }), dense({ units: 4, activation: 'tanh' }), dense({ units: 1 })]);
  const [one, two] = [rows(0.3), rows(-0.8)];
  const whole = { x: concat([one.x, two.x]), y: concat([one.y, two.y]) };
  const after = async (engine: Engine, batch: Halves): Promise<number[]> => {
    const trainer = compile(line(), { optimizer: 'adam', loss: 'mse', seed: 5, engine });
    for (let step = 0; step < 5; step++) await trainer.trainOnBatch(batch);
    const numbers = await Promise.all(Object.values(trainer.weights.params).map((param) => param.data()));
    trainer.dispose();
    return numbers.flatMap((values) => [...values]);
  };
  const expected = await after(eager(), whole as Halves);
  const halves = await after(ofTwo(two), one);
  for (const [i, value] of expected.entries()) expect(halves[i]).toBeCloseTo(value, 5);
  expect(expected).not.toEqual(await after(eager(), one));
});

test('an engine whose steps take time is waited for', async () => {
  const later: Engine = (program, options) => {
    const session = eager()(program, options);
    return {
      ...session,
      get trees() {
        return session.trees;
      },
      get steps() {
        return session.steps;
      },
      step: async (batch, overrides) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await session.step(batch, overrides);
      },
    };
  };
  const line = sequential([input({ shape: [2] }), dense({ units: 1 })]);
  const data = rows(1);
  const trained = async (engine: Engine) => {
    const trainer = compile(line, { optimizer: 'sgd', loss: 'mse', seed: 1, engine });
    const [row] = await trainer.fit(data, { epochs: 1, batchSize: 1, shuffle: false });
    const { loss } = await trainer.trainOnBatch(data);
    return { trainer, losses: [row!.loss, loss] };
  };
  const { trainer, losses } = await trained(later);
  expect(losses).toEqual((await trained(eager())).losses);
  const waiting = trainer.trainOnBatch(data);
  expect(() => trainer.dispose()).toThrow('in the middle of a step');
  await waiting;
  expect(() => trainer.step(data)).toThrow('use trainOnBatch');
});
