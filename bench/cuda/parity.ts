import { uniform } from '@kindling/core';
import { grads, mul, sum, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Checks } from './checks.ts';
import { inPlainJavaScript, startOn } from './onDevice.ts';
import type { CudaOptions } from './options.ts';
import { type ParityCase, parityCases } from './parityCases.ts';

/** How far a number may be from plain JavaScript's, of the greatest beside it and 1. */
const tolerance = 1e-5;

/** Fixed numbers from -1 to 1, no two alike among neighbours. */
const numbers = (size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => Math.sin(1 + seed + 1.7 * i + (i % 13) * (i % 7)));

const inputsOf = ({ shapes }: ParityCase): Tensor[] =>
  shapes.map((shape, i) =>
    tensor(
      numbers(
        shape.reduce((size, length) => size * length, 1),
        i,
      ),
      [...shape],
    ),
  );

/** Values, and gradients of a weighted sum of them by each input. */
const computed = async (each: ParityCase): Promise<readonly (readonly number[])[]> => {
  const results = tidy(() => {
    const inputs = inputsOf(each);
    const value = each.run(...inputs);
    if (each.noGradient) return [value];
    const weighted = (...xs: Tensor[]) => {
      const y = each.run(...xs);
      return sum(mul(y, tensor(numbers(y.size, 9), y.shape)));
    };
    return [value, ...grads(weighted)(inputs)];
  });
  const read = await Promise.all(results.map(async (result) => Array.from(await result.data())));
  for (const result of results) result.dispose();
  return read;
};

const distance = (found: readonly number[], expected: readonly number[]): number => {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  const scale = expected.reduce((greatest, value) => Math.max(greatest, Math.abs(value) || 0), 1);
  return found.reduce((most, value, i) => {
    const off = Object.is(value, expected[i]) ? 0 : Math.abs(value - expected[i]!) / scale;
    return Math.max(most, Number.isNaN(off) ? Number.POSITIVE_INFINITY : off);
  }, 0);
};

/** Operations, values and gradients, against tfjs's plain JavaScript; random numbers, which must be the same bits. */
export const parity = async ({ device }: CudaOptions, checks: Checks): Promise<void> => {
  const selected = await startOn(device);
  for (const each of parityCases) {
    try {
      const expected = await inPlainJavaScript(() => computed(each));
      const found = await computed(each);
      const off = Math.max(...found.map((list, i) => distance(list, expected[i]!)));
      checks.check(off <= tolerance, `${each.name}: off by ${off.toExponential(1)} of the greatest number`);
    } catch (error) {
      checks.check(false, `${each.name}: ${error}`);
    }
  }
  const draw = () => uniform({ shape: [100, 67], key: [5, 0xfedcba98], draw: 3 }).data();
  const [found, expected] = [await draw(), await inPlainJavaScript(draw)];
  checks.check(distance([...found], [...expected]) === 0, 'keyed random numbers: the same bits');
  await selected.undo();
};
