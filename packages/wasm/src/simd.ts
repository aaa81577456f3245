// internal: what this engine can do, found out by a short measurement
import { createModule, type Simd } from './assembler/module.ts';
import { f32x4 } from './assembler/vectors.ts';
import { emitGemm, gemmArguments, tilingOf } from './kernels/matrix/matMul.ts';

/** Turns a module's bytes into a module. */
export type Compile = (bytes: Uint8Array<ArrayBuffer>) => WebAssembly.Module;

export const compile: Compile = (bytes) => new WebAssembly.Module(bytes);

/** Sixteen registers of four numbers: eight hold the tile, three its operands. */
export const narrow: Simd = { relaxed: false, wide: false, tile: { rows: 4, vectors: 2 } };

/** Tiles for sixteen registers, and for the thirty-two of ARM. */
const narrowTiles = [narrow.tile, { rows: 6, vectors: 2 }, { rows: 4, vectors: 4 }];
/** Pairs of vectors become one of eight numbers. */
const wideTile = { rows: 6, vectors: 4 };

/** Whether the engine takes a module with relaxed SIMD's fused multiply-add. */
export const hasRelaxedMadd = (): boolean => {
  const module = createModule({ shared: false, simd: { ...narrow, relaxed: true } });
  module.func('probe', { p: 'i32' }, (f, { p }) => {
    const one = f32x4.splat(1);
    f.store(p, f32x4.relaxedMadd(one, one, one));
  });
  return WebAssembly.validate(module.bytes());
};

/** A product on a memory of its own. */
interface Probe {
  run(): void;
  result(): Int32Array;
}

const size = { m: 24, n: 96, k: 128 };

const probe = (simd: Simd, compileModule: Compile, { m, n, k } = size): Probe => {
  const module = createModule({ shared: false, simd });
  const shape = { ...{ m, n, k }, transposeA: false, transposeB: false };
  emitGemm(module, shape);
  const memory = new WebAssembly.Memory({ initial: 40, maximum: 65536 });
  const { exports } = new WebAssembly.Instance(compileModule(module.bytes()), { env: { memory } });
  const [a, b, c, scratch] = [64, 1 << 16, 1 << 17, 1 << 18];
  // Neither integers nor powers of two: sums round at each step.
  const fill = (at: number, count: number): void =>
    new Float32Array(memory.buffer, at, count).forEach((_, i, numbers) => {
      numbers[i] = Math.sin(1 + i * 0.7) * (1 + (i % 7));
    });
  fill(a, m * k);
  fill(b, k * n);
  const tiling = tilingOf({ simd }, shape);
  const lengths = gemmArguments(shape, tiling);
  const run = exports.run as (...args: number[]) => void;
  return {
    run: () => run(...[a, b, c, 0, 0, 0, 0, 1, 0, ...lengths], 0, tiling.rows.count, scratch),
    result: () => new Int32Array(memory.buffer.slice(c, c + 4 * m * n)),
  };
};

/** How often each has its turn, and for how many ms. */
const turns = 4;
const turn = 1.5;

/**
 * The best time of a run of each, in ms. They take turns, so that neither a busy moment nor
 * being optimized first decides the race.
 */
const race = (probes: readonly Probe[]): readonly number[] => {
  const best = probes.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < turns; round++) {
    for (const [i, { run }] of probes.entries()) {
      const end = performance.now() + turn;
      for (let now = performance.now(); now < end; ) {
        run();
        const next = performance.now();
        best[i] = Math.min(best[i]!, next - now);
        now = next;
      }
    }
  }
  return best;
};

/** Switch tiles only for a clear win, so that two runs on one machine make the same choice. */
const clearly = 0.85;

/** The machine's SIMD as every engine has it, with the tile that is fastest here. */
export const measureSimd = (): Simd => {
  const usual: Simd = { ...narrow, relaxed: hasRelaxedMadd() };
  const candidates = narrowTiles.map((tile): Simd => ({ ...usual, tile }));
  const [ofUsual, ...times] = race(candidates.map((simd) => probe(simd, compile))) as [number, ...number[]];
  const fastest = Math.min(...times);
  return fastest < clearly * ofUsual ? candidates[1 + times.indexOf(fastest)]! : usual;
};

const looks = 4;

/** Shapes with edges in every direction. */
const checked = [size, { m: 7, n: 13, k: 31 }, { m: 17, n: 50, k: 300 }];

/**
 * The same with vectors of twice the width, or why not: the product must come out with the same bits, and faster.
 *
 * @param timesOf how long a run of each takes
 */
export const measureWide = (simd: Simd, compileWide: Compile, timesOf = race): Simd | string => {
  const wide: Simd = { ...simd, wide: true, tile: wideTile };
  for (const shape of checked) {
    const [ours, reference] = [probe(wide, compileWide, shape), probe(simd, compile, shape)];
    ours.run();
    reference.run();
    const [got, expected] = [ours.result(), reference.result()];
    const wrong = got.findIndex((bits, i) => bits !== expected[i]);
    if (wrong >= 0) return `a product of [${shape.m}, ${shape.k}] and [${shape.k}, ${shape.n}] came out differently`;
  }
  // A busy machine can hide the gain: one look is not enough for a no.
  for (let look = 0; look < looks; look++) {
    const [wideTime, narrowTime] = timesOf([probe(wide, compileWide), probe(simd, compile)]) as [number, number];
    if (wideTime < clearly * narrowTime) return wide;
  }
  return 'it is not faster on this processor';
};
