import { describe, expect, test } from 'vitest';
import type { Outcome, Trained } from '../testing/programs/trained.ts';
import { runThreads } from '../testing/threadWorld.ts';

const program = new URL('../testing/programs/trained.ts', import.meta.url);

const trained = (size: number, shards: number, data: Trained) =>
  runThreads<Outcome>(size, program, { shards, data, limit: 60 });

describe.each([
  { net: 'mlp', backend: 'cpu', engine: 'eager' },
  { net: 'mlp', backend: 'wasm', engine: 'eager' },
  { net: 'cnn', backend: 'wasm', engine: 'eager' },
  { net: 'cnn', backend: 'wasm', engine: 'jit' },
  { net: 'mlp', backend: 'wasm', engine: 'jit', feed: 'arrays' },
] as const)('$net on $backend, $engine, $feed', (run) => {
  test.each([
    [4, [1, 2, 4]],
    [6, [1, 3]],
  ])(
    'has the same bits on any number of processes, with %i shards',
    async (shards, sizes) => {
      const outcomes = [];
      for (const size of sizes) outcomes.push(...(await trained(size, shards, run)));
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      expect(outcomes[0]!.steps).toBeGreaterThan(4);
    },
    120_000,
  );
});
