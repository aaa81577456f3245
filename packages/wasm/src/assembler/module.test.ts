import { describe, expect, it } from 'vitest';
import { narrow } from '../simd.ts';
import { createModule, type ModuleOptions } from './module.ts';
import { f32, i32 } from './scalars.ts';

const plain: ModuleOptions = { shared: false, simd: narrow };
const wide: ModuleOptions = { shared: false, simd: { ...narrow, wide: true } };

/** A module that writes a number, with a helper. */
const sample = (options: ModuleOptions) => {
  const module = createModule(options);
  const helper = module.func(undefined, { at: 'i32', value: 'f32' }, (f, { at, value }) => f.store(at, value));
  module.func('run', { at: 'i32' }, (f, { at }) => {
    f.several('i32', 3);
    f.several('v128', 200);
    f.local('i32');
    f.call(helper, at, f32.const(1));
  });
  module.func('other', { at: 'i32' }, (f, { at }) => f.store(at, i32.const(2)));
  return new WebAssembly.Module(module.bytes());
};

describe('a module', () => {
  it('imports its memory and exports the functions that have a name', () => {
    const module = sample(plain);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
    expect(WebAssembly.Module.exports(module)).toEqual([
      { name: 'run', kind: 'function' },
      { name: 'other', kind: 'function' },
    ]);
  });

  it('runs on the memory that it is given', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
    const { exports } = new WebAssembly.Instance(sample(plain), { env: { memory } });
    (exports.run as (at: number) => void)(8);
    expect(new Float32Array(memory.buffer)[2]).toBe(1);
    (exports.other as (at: number) => void)(8);
    expect(new Int32Array(memory.buffer)[2]).toBe(2);
  });

  it('takes a shared memory if it is told so, and only then', () => {
    const own = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
    const shared = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const link = (options: ModuleOptions, memory: WebAssembly.Memory) =>
      new WebAssembly.Instance(sample(options), { env: { memory } });
    expect(link({ ...plain, shared: true }, shared).exports.run).toBeTypeOf('function');
    expect(() => link(plain, shared)).toThrow(WebAssembly.LinkError);
    expect(() => link({ ...plain, shared: true }, own)).toThrow(WebAssembly.LinkError);
  });

  it('that is to be compiled wide has a section of that name, and so other bytes', () => {
    expect(WebAssembly.Module.customSections(sample(wide), 'wide').map(({ byteLength }) => byteLength)).toEqual([0]);
    expect(WebAssembly.Module.customSections(sample(plain), 'wide')).toEqual([]);
  });

  it('may be long: sizes are counted in several bytes', () => {
    const module = createModule(plain);
    module.func('run', { at: 'i32' }, (f, { at }) => {
      for (let i = 0; i < 30_000; i++) f.add(at, 1);
      f.store(0, at);
    });
    for (let i = 0; i < 200; i++) module.func(`f${i}`, {}, () => undefined);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
    (exports.run as (at: number) => void)(12);
    expect(new Int32Array(memory.buffer)[0]).toBe(30_012);
    expect(Object.keys(exports).length).toBe(201);
  });

  it('without functions is one too', () => {
    expect(WebAssembly.validate(createModule(plain).bytes())).toBe(true);
  });
});
