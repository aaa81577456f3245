// internal: what a shader of tfjs or ours has, as far as it must be known to put it beside others

/** An array that a shader is given. */
export interface Bound {
  readonly name: string;
  /** `f32`, `i32`, `vec4<f32>`, ... */
  readonly element: string;
  /** In bytes, of an element. */
  readonly bytes: number;
  readonly isWritten: boolean;
}

export interface Shader {
  /** All of its text, in words, numbers and signs, without its bindings. */
  readonly tokens: readonly string[];
  /** What it declares outside of functions. */
  readonly names: ReadonlySet<string>;
  /** In the order of the bindings. */
  readonly arrays: readonly Bound[];
  /** Its numbers, behind the arrays: the variable and its type. */
  readonly uniforms: { readonly name: string; readonly type: string };
  /** The built-in values that `_start` takes, in their order. */
  readonly takes: readonly string[];
  readonly size: readonly [number, number, number];
  readonly hasBarrier: boolean;
  /** In bytes, of what threads of a group share. */
  readonly shared: number;
}

/** How many threads a group has. */
export const threadsOf = ({ size: [x, y, z] }: Pick<Shader, 'size'>): number => x * y * z;

const withoutComments = (code: string): string => code.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ' ');

const tokensOf = (code: string): string[] => code.match(/\d[\w.]*|[A-Za-z_]\w*|\s+|[^\s\w]/g) ?? [];

const elementBytes: Readonly<Record<string, number>> = {
  f32: 4,
  i32: 4,
  u32: 4,
  'vec2<f32>': 8,
  'vec2<i32>': 8,
  'vec4<f32>': 16,
  'vec4<i32>': 16,
  'vec4<u32>': 16,
};

/** In bytes, at most, of a type that threads share; NaN where it isn't known. */
const sharedBytes = (type: string): number => {
  const array = /^array<(.+),\s*(\d+)u?>$/.exec(type.trim());
  if (array !== null) return sharedBytes(array[1]!) * Number(array[2]);
  const scalar = type.trim().replace(/^atomic<(\w+)>$/, '$1');
  return scalar.startsWith('vec3') ? 16 : (elementBytes[scalar] ?? Number.NaN);
};

const storage = /@group\(0\)\s*@binding\((\d+)\)\s*var<storage,\s*(read|read_write)>\s*(\w+)\s*:\s*array<([^;]+)>\s*;/g;
const uniform = /@group\(0\)\s*@binding\((\d+)\)\s*var<uniform>\s*(\w+)\s*:\s*(\w+)\s*;/g;
const entry = /@compute\s*@workgroup_size\(([\d,\s]+)\)\s*fn\s+_start\s*\(([\s\S]*?)\)\s*\{/g;

const declared = (code: string): Set<string> => {
  const names = new Set<string>();
  let depth = 0;
  let before = '';
  for (const token of tokensOf(code.replace(/var\s*<[^>]*>/g, 'var')).filter((each) => each.trim() !== '')) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0 && /^(fn|struct|var|const|alias)$/.test(before)) names.add(token);
    before = token;
  }
  return names;
};

/** The numbers of the tokens that name members where a struct is declared. */
export const membersIn = (tokens: readonly string[]): ReadonlySet<number> => {
  const members = new Set<number>();
  tokens.forEach((token, start) => {
    if (token !== 'struct') return;
    for (let at = tokens.indexOf('{', start); tokens[at] !== '}'; at++)
      if (tokens[nextOf(tokens, at + 1)] === ':') members.add(at);
  });
  return members;
};

/** The first token at or after `from` that is no space. */
export const nextOf = (tokens: readonly string[], from: number): number => {
  let at = from;
  while (tokens[at]?.trim() === '') at += 1;
  return at;
};

const lastOf = (tokens: readonly string[], from: number): string | undefined => {
  let at = from;
  while (tokens[at]?.trim() === '') at -= 1;
  return tokens[at];
};

/** Whether each array is only ever read and written at an index, and nothing else has its name. */
const areIndexed = (arrays: readonly Bound[], tokens: readonly string[]): boolean => {
  const members = membersIn(tokens);
  const names = new Set(arrays.map(({ name }) => name));
  return tokens.every((token, at) => {
    if (!names.has(token) || members.has(at)) return true;
    const before = lastOf(tokens, at - 1);
    return before === '.' || (tokens[nextOf(tokens, at + 1)] === '[' && before !== '&' && before !== 'var');
  });
};

/** Undefined where it has something that can't be put beside others. */
export const readShader = (source: string): Shader | undefined => {
  const code = withoutComments(source);
  const [entries, numbers] = [[...code.matchAll(entry)], [...code.matchAll(uniform)]];
  const arrays = [...code.matchAll(storage)]
    .sort((a, b) => Number(a[1]) - Number(b[1]))
    .map(([, , access, name, element]): Bound => {
      const type = element!.replaceAll(/\s/g, '');
      return { name: name!, element: type, bytes: elementBytes[type] ?? Number.NaN, isWritten: access !== 'read' };
    });
  const [first, given] = [entries[0], numbers[0]];
  if (first === undefined || given === undefined || entries.length > 1 || numbers.length > 1) return undefined;
  const sizes = first[1]!.split(',').map(Number);
  const takes = [...first[2]!.matchAll(/@builtin\((\w+)\)/g)].map(([, name]) => name!);
  const body = code
    .replaceAll(storage, '')
    .replaceAll(uniform, '')
    .replaceAll(entry, (all) =>
      all.replace(/@compute\s*@workgroup_size\([\d,\s]+\)/, '').replaceAll(/@builtin\(\w+\)/g, ''),
    );
  const shared = [...code.matchAll(/var<workgroup>\s*\w+\s*:\s*([^;]+);/g)]
    .map(([, type]) => sharedBytes(type!))
    .reduce((sum, bytes) => sum + bytes, 0);
  const tokens = tokensOf(body);
  const isKnown =
    // Bindings that were not understood, and what a module may have only once.
    !/@(group|binding|builtin|compute)\b|\b(enable|requires|diagnostic|override|arrayLength)\b/.test(body) &&
    Number(given[1]) === arrays.length &&
    arrays.every(({ bytes }) => !Number.isNaN(bytes)) &&
    !Number.isNaN(shared) &&
    areIndexed(arrays, tokens);
  if (!isKnown) return undefined;
  return {
    tokens,
    names: declared(body),
    arrays,
    uniforms: { name: given[2]!, type: given[3]! },
    takes,
    size: [sizes[0]!, sizes[1] ?? 1, sizes[2] ?? 1],
    hasBarrier: /Barrier\s*\(|workgroupUniformLoad/.test(body),
    shared,
  };
};

const known = new WeakMap<GPUComputePipeline, Shader | false>();

/** That of a pipeline whose source is known. */
export const shaderOf = (
  pipeline: GPUComputePipeline,
  sourceOf: (pipeline: GPUComputePipeline) => string | undefined,
): Shader | undefined => {
  let shader = known.get(pipeline);
  if (shader === undefined) {
    const source = sourceOf(pipeline);
    shader = (source === undefined ? undefined : readShader(source)) ?? false;
    known.set(pipeline, shader);
  }
  return shader === false ? undefined : shader;
};
