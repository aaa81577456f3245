// internal: modules of functions on a memory that they import as `env.memory`
import { name, section, unsigned, vector } from './bytes.ts';
import type { Type } from './expression.ts';
import { type Arguments, type Body, body, type Func, type Local, type Parameters, typeCode, variable } from './func.ts';

/** What a machine can do beyond wasm's SIMD. */
export interface Simd {
  /** Whether a · b + c is one instruction. */
  readonly relaxed: boolean;
  /** Whether V8 joins neighbouring pairs of vectors into one of twice the width. */
  readonly wide: boolean;
  /** The part of a product that its registers hold: rows, and vectors of four columns. */
  readonly tile: { readonly rows: number; readonly vectors: number };
}

export interface ModuleOptions {
  /** Whether the memory is shared between threads. */
  readonly shared: boolean;
  readonly simd: Simd;
}

export interface ModuleBuilder extends ModuleOptions {
  /** Adds a function; `name` exports it. */
  func<const P extends Parameters>(
    name: string | undefined,
    parameters: P,
    write: (f: Body, args: Arguments<P>) => void,
  ): Func;
  /** The module in wasm's binary format. */
  bytes(): Uint8Array<ArrayBuffer>;
}

interface Made {
  readonly name: string | undefined;
  readonly parameters: readonly Type[];
  readonly body: Body;
}

/** The greatest memory that wasm can address, in pages of 64 KiB. */
const mostPages = 65536;

export const createModule = (options: ModuleOptions): ModuleBuilder => {
  const made: Made[] = [];
  return {
    ...options,
    func: (exported, parameters, write) => {
      const types = Object.values(parameters);
      const written = body(types, { joins: options.simd.wide, relaxed: options.simd.relaxed });
      const args = Object.fromEntries(Object.keys(parameters).map((key, i) => [key, variable(types[i]!, i)]));
      write(written, args as Record<string, Local> as Arguments<typeof parameters>);
      made.push({ name: exported, parameters: types, body: written });
      return { index: made.length - 1, parameters: types, writes: written.writes() };
    },
    bytes: () => encode(made, options),
  };
};

const encode = (made: readonly Made[], { shared, simd }: ModuleOptions): Uint8Array<ArrayBuffer> => {
  const signatures = [...new Set(made.map(({ parameters }) => parameters.join()))];
  const types = signatures.map((signature) => {
    const codes = signature === '' ? [] : signature.split(',').map((type) => [typeCode[type as Type]]);
    return [0x60, ...vector(codes), 0];
  });
  const memory = [...name('env'), ...name('memory'), 2, shared ? 3 : 1, ...unsigned(1), ...unsigned(mostPages)];
  const exported = made.flatMap((func, index) =>
    func.name === undefined ? [] : [[...name(func.name), 0, ...unsigned(index)]],
  );
  const code = made.map(({ body: { locals, code } }) => {
    const full = [...vector(runs(locals).map(([type, count]) => [...unsigned(count), typeCode[type]])), ...code, 0x0b];
    return [...unsigned(full.length), ...full];
  });
  const size = code.reduce((sum, each) => sum + each.length, unsigned(code.length).length);
  const head = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    // V8 compiles equal bytes once: what it is to compile in another way must look different.
    ...(simd.wide ? section(0, name('wide')) : []),
    ...section(1, vector(types)),
    ...section(2, vector([memory])),
    ...section(3, vector(made.map(({ parameters }) => unsigned(signatures.indexOf(parameters.join()))))),
    ...section(7, vector(exported)),
    ...[10, ...unsigned(size), ...unsigned(code.length)],
  ];
  const bytes = new Uint8Array(head.length + size - unsigned(code.length).length);
  bytes.set(head);
  let end = head.length;
  for (const each of code) {
    bytes.set(each, end);
    end += each.length;
  }
  return bytes;
};

/** Neighbours of one type, counted. */
const runs = (types: readonly Type[]): [Type, number][] => {
  const counted: [Type, number][] = [];
  for (const type of types) {
    const last = counted.at(-1);
    if (last?.[0] === type) last[1] += 1;
    else counted.push([type, 1]);
  }
  return counted;
};
