// internal: batch normalization in training
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { f32x4 } from '../../assembler/vectors.ts';
import { keep } from '../elementwise/elementwise.ts';
import { inStrips, perRegister } from '../shared/strips.ts';
import { chunkParameters, inChunks, load, overChunks, overRows, store, zeros } from './chunks.ts';

const { add, div, mul, splat, sqrt, sub } = f32x4;

/** Of a chunk: its mean, and Σ (x - mean)². */
export const momentLists = 2;

/**
 * `run(x, partial, rows, chunkRows, channels, begin, end, scratch)`: the moments of chunks [begin, end), each about its
 * own mean, so that nothing cancels: partial[chunk] = mean[channels], Σ (x - mean)²[channels]. The mean is at first a
 * rounded m; what it missed is Σ (x - m) / n, and the squares are less by n times that squared.
 */
export const emitMoments = (m: ModuleBuilder): void => {
  m.func('run', integers('x', 'partial', ...chunkParameters), (f, { x, partial, ...extent }) =>
    inChunks(f, extent, (piece) => {
      const { strip } = piece;
      const count = keep(f, splat(f32.convertS(piece.count)));
      const mean = zeros(f, strip);
      overRows(f, piece, [x], (row) => perRegister(strip, (k) => f.set(mean[k]!, add(mean[k]!, strip.load(row!, k)))));
      for (const each of mean) f.set(each, div(each, count));
      const squares = zeros(f, strip);
      const rest = zeros(f, strip);
      overRows(f, piece, [x], (row) =>
        perRegister(strip, (k) => {
          const centered = keep(f, sub(strip.load(row!, k), mean[k]!));
          f.set(rest[k]!, add(rest[k]!, centered));
          f.set(squares[k]!, add(squares[k]!, mul(centered, centered)));
        }),
      );
      perRegister(strip, (k) => {
        const missed = keep(f, div(rest[k]!, count));
        f.set(mean[k]!, add(mean[k]!, missed));
        f.set(squares[k]!, sub(squares[k]!, mul(rest[k]!, missed)));
      });
      const list = piece.listed(partial, momentLists);
      store(strip, list, mean);
      store(strip, i32.add(list, piece.rowBytes), squares);
    }),
  );
};

/**
 * `run(partial, gamma, mean, variance, scale, epsilon, rows, chunkRows, channels, begin, end, scratch)`: of channels
 * [begin, end), multiples of 4 or the very end, the moments of all chunks q with n_q of the n rows (Chan, Golub and
 * LeVeque, 1983), and what normalizes:
 *
 *     μ = μ₀ + Σ n_q (μ_q - μ₀) / n,   σ² = Σ (S_q + n_q (μ_q - μ)²) / n,   scale = γ / √(σ² + ε)
 *
 * `epsilon` is a float's bits.
 */
export const emitCombineMoments = (m: ModuleBuilder): void => {
  const names = ['partial', 'gamma', 'mean', 'variance', 'scale', 'epsilon', ...chunkParameters] as const;
  m.func('run', integers(...names), (f, { partial, rows, chunkRows, channels, begin, end, ...tensors }) => {
    const rowBytes = f.let(i32.shl(channels, 2));
    const n = keep(f, splat(f32.convertS(rows)));
    const one = keep(f, splat(1));
    const epsilon = keep(f, splat(f32.reinterpret(tensors.epsilon)));
    inStrips(f, i32.shl(i32.sub(end, begin), 2), (strip, before) => {
      const offset = f.let(i32.add(i32.shl(begin, 2), before));
      const lists = { from: i32.add(partial, offset), listBytes: i32.mul(rowBytes, momentLists) };
      const first = load(f, strip, lists.from);
      const mean = zeros(f, strip);
      overChunks(f, { rows, chunkRows }, lists, (list, count) =>
        perRegister(strip, (k) => f.set(mean[k]!, add(mean[k]!, mul(count, sub(strip.load(list, k), first[k]!))))),
      );
      perRegister(strip, (k) => f.set(mean[k]!, add(first[k]!, div(mean[k]!, n))));
      const variance = zeros(f, strip);
      overChunks(f, { rows, chunkRows }, lists, (list, count) =>
        perRegister(strip, (k) => {
          const apart = keep(f, sub(strip.load(list, k), mean[k]!));
          const squares = strip.load(i32.add(list, rowBytes), k);
          f.set(variance[k]!, add(variance[k]!, add(squares, mul(count, mul(apart, apart)))));
        }),
      );
      for (const each of variance) f.set(each, div(each, n));
      const gamma = load(f, strip, i32.add(tensors.gamma, offset));
      const scale = variance.map((each, k) => mul(div(one, sqrt(add(each, epsilon))), gamma[k]!));
      store(strip, i32.add(tensors.mean, offset), mean);
      store(strip, i32.add(tensors.variance, offset), variance);
      store(strip, i32.add(tensors.scale, offset), scale);
    });
  });
};

/**
 * `run(x, y, mean, scale, beta, rows, chunkRows, channels, begin, end, scratch)`: y = (x - μ) · scale + β of chunks.
 */
export const emitNormalize = (m: ModuleBuilder): void => {
  m.func('run', integers('x', 'y', 'mean', 'scale', 'beta', ...chunkParameters), (f, { x, y, ...args }) =>
    inChunks(f, args, (piece) => {
      const { strip, before } = piece;
      const mean = load(f, strip, i32.add(args.mean, before));
      const scale = load(f, strip, i32.add(args.scale, before));
      const beta = load(f, strip, i32.add(args.beta, before));
      overRows(f, piece, [x, y], (from, to) =>
        perRegister(strip, (k) => {
          const scaled = mul(sub(strip.load(from!, k), mean[k]!), scale[k]!);
          strip.store(to!, add(scaled, beta[k]!), k);
        }),
      );
    }),
  );
};
