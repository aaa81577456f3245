import type { Body, Local } from '../src/assembler/func.ts';
import { integers } from '../src/assembler/func.ts';
import { createModule, type Simd } from '../src/assembler/module.ts';
import { narrow } from '../src/simd.ts';

type Words = Int32Array | Float32Array;

/**
 * A function whose statements find its words at `from` and leave theirs at `to`; it gives the bytes there, of which
 * those that nobody wrote are 0.
 */
export const compiled = (
  write: (f: Body, from: Local<'i32'>, to: Local<'i32'>) => void,
  simd: Simd = narrow,
): ((words?: Words) => ArrayBuffer) => {
  const module = createModule({ shared: false, simd });
  module.func('run', integers('from', 'to'), (f, { from, to }) => write(f, from, to));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
  const run = exports.run as (from: number, to: number) => void;
  const [from, to, size] = [1024, 4096, 256];
  return (words = new Int32Array()) => {
    new Uint8Array(memory.buffer, to, size).fill(0);
    new Uint8Array(memory.buffer, from).set(new Uint8Array(words.buffer));
    run(from, to);
    return memory.buffer.slice(to, to + size);
  };
};

export const firstInt = (bytes: ArrayBuffer): number => new Int32Array(bytes)[0]!;
export const firstFloat = (bytes: ArrayBuffer): number => new Float32Array(bytes)[0]!;
