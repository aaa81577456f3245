import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { varianceScaling } from './varianceScaling.ts';

const make = varianceScaling('half', { scale: 0.5, fan: 'average', distribution: 'uniform' });

test('without a seed the values come from the key, with one from the seed alone', async () => {
  const draw = async (seed: number | undefined, key: number) =>
    Array.from(await make({ seed }).values([2, 3], random(key)).data());
  expect(await draw(undefined, 1)).toEqual(await draw(undefined, 1));
  expect(await draw(undefined, 1)).not.toEqual(await draw(undefined, 2));
  expect(await draw(7, 1)).toEqual(await draw(7, 2));
  expect(await draw(7, 1)).not.toEqual(await draw(8, 1));
});

test('kind and config are what makes it again', () => {
  expect(JSON.parse(JSON.stringify(make({ seed: 3 })))).toEqual({ kind: 'half', config: { seed: 3 } });
  expect(JSON.parse(JSON.stringify(make()))).toEqual({ kind: 'half', config: {} });
  expect(make.kind).toBe('half');
});

test('it leaves one tensor behind, also for an empty shape', () => {
  const before = memory().numTensors;
  const drawn = [make().values([4, 5], random(0)), make().values([0, 5], random(0)), make().values([], random(0))];
  expect(drawn.map(({ shape }) => shape)).toEqual([[4, 5], [0, 5], []]);
  expect(memory().numTensors - before).toBe(3);
  for (const each of drawn) each.dispose();
});

test('a seed that is none is refused by the name of the initializer', () => {
  expect(() => make({ seed: -1 })).toThrow('half: seed must be a safe integer of at least 0, got -1');
});
