// internal: the gradients of batch normalization
import type { I32, V128 } from '../../assembler/expression.ts';
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { f32x4 } from '../../assembler/vectors.ts';
import { keep } from '../elementwise/elementwise.ts';
import { inStrips, perRegister } from '../shared/strips.ts';
import { chunkParameters, inChunks, load, overChunks, overRows, store, zeros } from './chunks.ts';

const { add, div, mul, splat, sqrt, sub } = f32x4;

/** Of a chunk: Σ dy, and Σ dy (x - μ). */
export const slopeLists = 2;

/** `run(dy, x, mean, partial, rows, chunkRows, channels, begin, end, scratch)`: partial[chunk] = Σ dy, Σ dy (x - μ). */
export const emitSlopes = (m: ModuleBuilder): void => {
  m.func('run', integers('dy', 'x', 'mean', 'partial', ...chunkParameters), (f, { dy, x, partial, ...args }) =>
    inChunks(f, args, (piece) => {
      const { strip } = piece;
      const mean = load(f, strip, i32.add(args.mean, piece.before));
      const plain = zeros(f, strip);
      const weighted = zeros(f, strip);
      overRows(f, piece, [dy, x], (slope, row) =>
        perRegister(strip, (k) => {
          const each = keep(f, strip.load(slope!, k));
          f.set(plain[k]!, add(plain[k]!, each));
          f.set(weighted[k]!, add(weighted[k]!, mul(each, sub(strip.load(row!, k), mean[k]!))));
        }),
      );
      const list = piece.listed(partial, slopeLists);
      store(strip, list, plain);
      store(strip, i32.add(list, piece.rowBytes), weighted);
    }),
  );
};

/**
 * `run(partial, gamma, variance, dMean, dVariance, dGamma, dBeta, a, b, c, epsilon, rows, chunkRows, channels, begin,
 * end, scratch)`: of channels [begin, end), multiples of 4 or the very end, with r = 1 / √(σ² + ε),
 *
 *     dβ = Σ dy,   dγ = r Σ dy (x - μ),   a = γ r,   b = 2 dσ² / n - a r dγ / n,   c = dμ / n - a dβ / n
 *
 * `epsilon` is a float's bits.
 */
export const emitCombineSlopes = (m: ModuleBuilder): void => {
  const inputs = ['partial', 'gamma', 'variance', 'dMean', 'dVariance'] as const;
  const outputs = ['dGamma', 'dBeta', 'a', 'b', 'c'] as const;
  m.func('run', integers(...inputs, ...outputs, 'epsilon', ...chunkParameters), (f, args) => {
    const { partial, channels, begin, end } = args;
    const rowBytes = f.let(i32.shl(channels, 2));
    const n = keep(f, splat(f32.convertS(args.rows)));
    const [one, two] = [keep(f, splat(1)), keep(f, splat(2))];
    const epsilon = keep(f, splat(f32.reinterpret(args.epsilon)));
    inStrips(f, i32.shl(i32.sub(end, begin), 2), (strip, before) => {
      const offset = f.let(i32.add(i32.shl(begin, 2), before));
      const dBeta = zeros(f, strip);
      const weighted = zeros(f, strip);
      const lists = { from: i32.add(partial, offset), listBytes: i32.mul(rowBytes, slopeLists) };
      overChunks(f, args, lists, (list) =>
        perRegister(strip, (k) => {
          f.set(dBeta[k]!, add(dBeta[k]!, strip.load(list, k)));
          f.set(weighted[k]!, add(weighted[k]!, strip.load(i32.add(list, rowBytes), k)));
        }),
      );
      perRegister(strip, (k) => {
        const given = (name: (typeof inputs)[number]) => strip.load(i32.add(args[name], offset), k);
        const give = (name: (typeof outputs)[number], value: V128) =>
          strip.store(i32.add(args[name], offset), value, k);
        const r = keep(f, div(one, sqrt(add(given('variance'), epsilon))));
        const dGamma = keep(f, mul(r, weighted[k]!));
        const a = keep(f, mul(given('gamma'), r));
        const b = keep(f, div(sub(mul(two, given('dVariance')), mul(a, mul(r, dGamma))), n));
        const c = keep(f, div(sub(given('dMean'), mul(a, dBeta[k]!)), n));
        give('dGamma', dGamma);
        give('dBeta', dBeta[k]!);
        give('a', a);
        give('b', b);
        give('c', c);
      });
    });
  });
};

/**
 * `run(dy, x, dx, mean, a, b, c, rows, chunkRows, channels, begin, end, scratch)`: dx = a dy + b (x - μ) + c of chunks.
 */
export const emitSlopeOfInput = (m: ModuleBuilder): void => {
  m.func('run', integers('dy', 'x', 'dx', 'mean', 'a', 'b', 'c', ...chunkParameters), (f, { dy, x, dx, ...args }) =>
    inChunks(f, args, (piece) => {
      const { strip } = piece;
      const of = (base: I32) => load(f, strip, i32.add(base, piece.before));
      const [mean, a, b, c] = [of(args.mean), of(args.a), of(args.b), of(args.c)];
      overRows(f, piece, [dy, x, dx], (slope, row, to) =>
        perRegister(strip, (k) => {
          const centered = sub(strip.load(row!, k), mean[k]!);
          const sum = add(mul(a[k]!, strip.load(slope!, k)), mul(b[k]!, centered));
          strip.store(to!, add(sum, c[k]!), k);
        }),
      );
    }),
  );
};
