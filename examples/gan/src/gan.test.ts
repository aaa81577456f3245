import { neededGradients, registerGradients } from '@kindling/core';
import { type Random, random } from '@kindling/models';
import { eager } from '@kindling/train';
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
