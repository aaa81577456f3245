// npm run tool -- node --conditions=@kindling/source bench/vectors.ts
// What element-wise kernels take for numbers that stay in the cache: with vectors of 128 bits, and with pairs of them
// joined to 256 by V8, where it can.
import { setFlagsFromString } from 'node:v8';
import { createModule, emitElementwise, f32x4, float32, leakyRelu, narrow, unary } from '@kindling/wasm/kernels';
import { machine, table } from './results.ts';

const count = 16_384;
const calls = 5000;
const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536 });
const [a, b, y, scratch] = [0, 1, 2, 3].map((i) => 64 + 4 * count * i) as [number, number, number, number];
new Float32Array(memory.buffer, a, 2 * count).forEach((_, i, numbers) => {
  numbers[i] = 3 * Math.sin(0.7 * i);
});

const one = { inputs: [float32], output: float32 };
const cases = {
  exp: { ...one, formula: unary.Exp },
  tanh: { ...one, formula: unary.Tanh },
  leakyRelu: { ...one, parameters: 1, formula: leakyRelu },
  quotient: {
    ...one,
    inputs: [float32, float32],
    formula:
      () =>
      (...x) =>
        f32x4.div(x[0]!, x[1]!),
  },
} satisfies Record<string, Parameters<typeof emitElementwise>[1]>;

/** The least of many calls, in microseconds. */
const timeOf = (operation: Parameters<typeof emitElementwise>[1], wide: boolean): number => {
  const module = createModule({ shared: false, simd: { ...narrow, wide } });
  emitElementwise(module, operation, ['each', 'each']);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
  const run = exports.run as (...args: number[]) => void;
  const operands = [a, b].slice(0, operation.inputs.length);
  const numbers = new Array(operation.parameters ?? 0).fill(0x3dcccccd); // 0.1
  let least = Number.POSITIVE_INFINITY;
  for (let call = 0; call < calls; call++) {
    const start = performance.now();
    run(...operands, y, ...numbers, 0, count, scratch);
    least = Math.min(least, performance.now() - start);
  }
  return 1000 * least;
};

const timed = (wide: boolean): readonly number[] => Object.values(cases).map((each) => timeOf(each, wide));
const usual = timed(false);
for (const flag of ['experimental-wasm-revectorize', 'no-liftoff', 'no-wasm-lazy-compilation'])
  setFlagsFromString(`--${flag}`);
const joined = timed(true);
console.log(`${machine()}; ${count.toLocaleString('en-US')} numbers, us\n`);
console.log(
  table(
    ['', '128 bits', 'joined'],
    Object.keys(cases).map((name, i) => [name, usual[i]!.toFixed(1), joined[i]!.toFixed(1)]),
  ),
);
