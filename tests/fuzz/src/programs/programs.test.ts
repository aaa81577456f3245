import { lacksSoftwareGpu } from '@tests/kit/softwareGpu';
import { describe, expect, test } from 'vitest';
import { drawProgram } from './drawProgram.ts';
import { type Finding, startFuzz } from './fuzzPrograms.ts';
import { programText, wordsOf } from './program.ts';
import { factories } from './vocabulary.ts';

const programs = 300;
/** Fewer where there are more threads than many machines have cores: they wait for each other. */
const shares = [
  { threads: 1, from: 0, to: 100 },
  { threads: 2, from: 100, to: 200 },
  { threads: 3, from: 200, to: 260 },
  { threads: 4, from: 260, to: programs },
];
const seeds = Array.from({ length: programs }, (_, seed) => seed);

describe('programs', () => {
  test('are made again from their seeds', () => {
    const texts = seeds.map((seed) => programText(drawProgram(seed)));
    expect(seeds.map((seed) => programText(drawProgram(seed)))).toEqual(texts);
    expect(new Set(texts).size).toBe(programs);
  });

  test('have every layer, initializer, regularizer, loss, metric and optimizer among them', () => {
    const words = new Set(seeds.flatMap((seed) => wordsOf(drawProgram(seed))));
    expect(factories.length).toBeGreaterThan(40);
    expect(factories.filter((name) => !words.has(name))).toEqual([]);
  });
});

/** Each takes a second of a core on SwiftShader, and some ten where its launches are put together: one in four. */
const onGpu = 12;

describe.skipIf(lacksSoftwareGpu !== undefined)(
  `${onGpu} programs with jit on webgpu (${lacksSoftwareGpu ?? 'SwiftShader'})`,
  { timeout: 300_000 },
  () => {
    test('have the bits of eager, are all compiled, and leave nothing behind', async () => {
      const { once, end } = await startFuzz('webgpu');
      const found: Finding[] = [];
      for (const seed of seeds.slice(0, onGpu)) found.push(await once(seed));
      await end();
      expect(found.flatMap(({ wrong, eager }) => [wrong ?? [], eager].flat())).toEqual([]);
      expect(found.reduce((sum, { compiled }) => sum + compiled, 0)).toBeGreaterThan(2 * onGpu);
    });
  },
);

describe(`${programs} programs with jit on wasm`, { timeout: 300_000 }, () => {
  const findings: Finding[] = [];

  test.each(shares)('on $threads threads have the bits of eager and leave nothing behind', async (share) => {
    const { once, end } = await startFuzz({ threads: share.threads });
    const found: Finding[] = [];
    for (const seed of seeds.slice(share.from, share.to)) found.push(await once(seed));
    await end();
    findings.push(...found);
    expect(found.flatMap(({ wrong }) => wrong ?? [])).toEqual([]);
  });

  test('are compiled in part, and mostly compute numbers', () => {
    const compiled = findings.reduce((sum, finding) => sum + finding.compiled, 0);
    const eager = findings.reduce((sum, finding) => sum + finding.eager.length, 0);
    console.log(`${findings.length} programs, seeds from 0: ${compiled} plans compiled, ${eager} eager`);
    expect(compiled).toBeGreaterThan(programs);
    expect(findings.filter(({ shared }) => shared > 0).length).toBeGreaterThan(0);
    expect(findings.filter(({ hasNumbers }) => hasNumbers).length).toBeGreaterThan(0.9 * programs);
  });

  /** `vitest run -u --project tests/fuzz programs` writes it anew. */
  test('run as they come for these reasons alone', () => {
    expect([...new Set(findings.flatMap(({ eager }) => eager))].sort()).toMatchInlineSnapshot(`[]`);
  });
});
