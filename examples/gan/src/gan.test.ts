import { neededGradients, registerGradients } from '@kindling/core';
import { explain, jit } from '@kindling/jit';
import { type Random, random } from '@kindling/models';
import { type Engine, eager } from '@kindling/train';
import { install } from '@kindling/wasm';
import { concat, cos, memory, mul, sin, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { useBackend } from '@tests/kit';
import { beforeAll, expect, test } from 'vitest';
import { gan, noiseLength } from './gan.ts';

beforeAll(async () => {
  registerGradients(neededGradients);
  await useBackend('cpu');
});

/** Points of the unit circle, [count, 2]. */
const circle = (count: number, draw: Random): Tensor =>
  tidy(() => {
    const angle = mul(draw.uniform([count, 1]), 2 * Math.PI);
    return concat([cos(angle), sin(angle)], 1);
  });

/** How far points of the generator are from the circle, and how many lie in each eighth of it. */
const drawn = async (session: ReturnType<typeof start>) => {
  const noise = random(1).normal([500, noiseLength]);
  const points = session.predict(noise);
  const rows = (await points.array()) as [number, number][];
  noise.dispose();
  points.dispose();
  const eighths = Array.from({ length: 8 }, () => 0);
  for (const [x, y] of rows) eighths[Math.floor((Math.atan2(y, x) / (2 * Math.PI) + 0.5) * 8) % 8]! += 1;
  const distance = Math.sqrt(rows.reduce((sum, [x, y]) => sum + (Math.hypot(x, y) - 1) ** 2, 0) / rows.length);
  return { distance, eighths };
};

const start = () => eager()(gan, { seed: 3 });

test('noise becomes points of the circle, all around it', async () => {
  const before = memory().numTensors;
  const session = start();
  const key = random(7);
  expect((await drawn(session)).distance).toBeGreaterThan(0.5);
  for (let step = 0; step < 1000; step++) {
    const points = circle(64, key.fold(step));
    await session.step(points);
    points.dispose();
  }
  const { distance, eighths } = await drawn(session);
  expect(distance).toBeLessThan(0.35);
  expect(Math.min(...eighths)).toBeGreaterThan(20);
  const logs = await session.logs('training');
  expect(Object.keys(logs)).toEqual(['generator', 'discriminator']);
  expect(logs.generator).toBeCloseTo(Math.log(2), 0); // an even game
  session.dispose();
  expect(memory().numTensors).toBe(before);
}, 60_000);

test('with jit on wasm its step is compiled, and has the bits of eager', async () => {
  const installed = await install({ threads: 1 });
  const trained = async (engine: Engine) => {
    const session = engine(gan, { seed: 3 });
    const key = random(7);
    for (let step = 0; step < 6; step++) {
      const points = circle(16, key.fold(step));
      await session.step(points);
      points.dispose();
    }
    const params = Object.entries(session.trees.params).map(([name, tensor]) => [name, [...tensor.dataSync()]]);
    const plans = engine === compiling ? explain(session).map(({ name, state }) => [name, state]) : [];
    session.dispose();
    return { params, plans };
  };
  const compiling = jit();
  const { params, plans } = await trained(compiling);
  expect(plans).toEqual([['step float32[16,2]', 'compiled']]);
  expect(params).toEqual((await trained(eager())).params);
  await installed.undo();
  await useBackend('cpu');
});
