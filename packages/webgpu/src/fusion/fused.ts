// internal: several shaders as one, each on groups of threads of its own
import { renamed } from './renamed.ts';
import { type Shader, threadsOf } from './shader.ts';

/** A shader, and how often it is there: on other tensors each time. */
export interface Part {
  readonly shader: Shader;
  /** By the numbers of its arrays: which of the buffers each is in. */
  readonly buffers: readonly number[];
  readonly instances: readonly Instance[];
}

/** One launch of a shader. */
export interface Instance {
  readonly groups: readonly [number, number, number];
  /** Of each array, in elements: where it begins in its buffer, and its last. */
  readonly spans: readonly { readonly at: number; readonly last: number }[];
  readonly uniforms: Uint8Array;
}

/** What all of them are given. */
export interface Buffer {
  readonly element: string;
  readonly isWritten: boolean;
}

/** How many groups of `threads` an instance takes. */
const groupsOf = ({ shader }: Part, { groups: [x, y, z] }: Instance, threads: number): number =>
  Math.ceil((x * y * z * threadsOf(shader)) / threads);

/** A row of four numbers that says where it begins and its groups, and one for each two arrays. */
const rowsOf = ({ arrays }: Shader): number => 1 + Math.ceil(arrays.length / 2);

/** Structs in uniforms begin at multiples of this. */
const step = 16;

const uniformBytes = ({ instances }: Part): number =>
  Math.ceil(Math.max(...instances.map(({ uniforms }) => uniforms.byteLength)) / step) * step;

/** How many threads a group has: those that wait for each other stay together. */
export const threadsFor = (shaders: readonly Shader[]): number | undefined => {
  const waiting = new Set(shaders.filter(({ hasBarrier }) => hasBarrier).map(threadsOf));
  if (waiting.size > 1) return undefined;
  return [...waiting][0] ?? Math.max(...shaders.map(threadsOf));
};

/** What is told of the instances, in bytes, and how many groups there are. */
export const tableOf = (
  parts: readonly Part[],
  threads: number,
): { readonly bytes: Uint8Array; readonly total: number } => {
  const rows: number[] = [];
  let total = 0;
  for (const part of parts)
    for (const instance of part.instances) {
      const [x, y, z] = instance.groups;
      rows.push(total, x, y, x * y * z);
      for (const { at, last } of instance.spans) rows.push(at, last);
      if (instance.spans.length % 2 > 0) rows.push(0, 0);
      total += groupsOf(part, instance, threads);
    }
  rows.push(total, 0, 0, 0);
  const numbers = parts.flatMap((part) =>
    part.instances.map(({ uniforms }) => {
      const padded = new Uint8Array(uniformBytes(part));
      padded.set(uniforms);
      return padded;
    }),
  );
  const head = new Uint8Array(Uint32Array.from(rows).buffer);
  const bytes = new Uint8Array(numbers.reduce((sum, { length }) => sum + length, head.length));
  let at = 0;
  for (const each of [head, ...numbers]) {
    bytes.set(each, at);
    at += each.length;
  }
  return { bytes, total };
};

const builtIn = (name: string, { size: [x, y] }: Shader): string => {
  const group = 'vec3<u32>(group % head.y, group / head.y % head.z, group / (head.y * head.z))';
  const local = `vec3<u32>(i % ${x}u, i / ${x}u % ${y}u, i / ${x * y}u)`;
  const values: Readonly<Record<string, string>> = {
    workgroup_id: group,
    num_workgroups: 'vec3<u32>(head.y, head.z, head.w / (head.y * head.z))',
    local_invocation_id: local,
    local_invocation_index: 'i',
  };
  return values[name]!;
};

/** The text of one part, and the function that runs it on a group. */
const partCode = (part: Part, number: number, firstRow: number, threads: number): string => {
  const { shader, instances } = part;
  const prefix = `p${number}_`;
  const [own, rows, count] = [threadsOf(shader), rowsOf(shader), instances.length];
  // Threads that wait for each other must all read the numbers of one instance, and be seen to.
  const which = count === 1 ? '0u' : `${prefix}which`;
  const code = renamed(shader, {
    prefix,
    arrays: part.buffers.map((buffer) => `b${buffer}`),
    uniforms: `given.u${number}[${which}].numbers`,
  });
  const row = (i: string): string => `given.rows[${firstRow}u + ${which} * ${rows}u + ${i}]`;
  const spans = shader.arrays.map(
    (_, i) => `let row${i} = ${row(`${1 + Math.floor(i / 2)}u`)};
      ${prefix}at${i} = row${i}.${i % 2 === 0 ? 'x' : 'z'}; ${prefix}last${i} = row${i}.${i % 2 === 0 ? 'y' : 'w'};`,
  );
  const search = `${prefix}which = 0u;
      while (${prefix}which + 1u < ${count}u && at >= given.rows[${firstRow}u + (${prefix}which + 1u) * ${rows}u].x) { ${prefix}which += 1u; }`;
  const place =
    own === threads
      ? 'let group = at - head.x; let i = thread;'
      : `let place = (at - head.x) * ${threads}u + thread;
      let group = place / ${own}u; let i = place % ${own}u;
      if (group >= head.w) { return; }`;
  const global = shader.size;
  const takes = shader.takes.map((name) =>
    name === 'global_invocation_id'
      ? `${builtIn('workgroup_id', shader)} * vec3<u32>(${global.map((n) => `${n}u`).join(', ')}) + ${builtIn('local_invocation_id', shader)}`
      : builtIn(name, shader),
  );
  return `${code}
    struct ${prefix}One { @align(${step}) @size(${uniformBytes(part)}) numbers : ${prefix}${shader.uniforms.type} };
    ${shader.arrays.map((_, i) => `var<private> ${prefix}at${i} : u32; var<private> ${prefix}last${i} : u32;`).join('\n')}
    ${count === 1 ? '' : `var<private> ${prefix}which : u32;`}
    fn ${prefix}run(at : u32, thread : u32) {
      ${count === 1 ? '' : search}
      let head = ${row('0u')};
      ${place}
      ${spans.join('\n')}
      ${prefix}_start(${takes.join(', ')});
    }`;
};

/** Buffers are bound in their order, and the table behind them. The text does not depend on sizes. */
export const fusedCode = (parts: readonly Part[], buffers: readonly Buffer[], threads: number): string => {
  let firstRow = 0;
  const firstRows = parts.map(({ shader, instances }) => {
    const first = firstRow;
    firstRow += instances.length * rowsOf(shader);
    return first;
  });
  const ends = [...firstRows.slice(1), firstRow];
  const bindings = buffers.map(
    ({ element, isWritten }, i) =>
      `@group(0) @binding(${i}) var<storage, ${isWritten ? 'read_write' : 'read'}> b${i} : array<${element}>;`,
  );
  return `${parts.map((part, i) => partCode(part, i, firstRows[i]!, threads)).join('\n')}
    struct Given {
      rows : array<vec4<u32>, ${firstRow + 1}>,
      ${parts.map(({ instances }, i) => `u${i} : array<p${i}_One, ${instances.length}>,`).join('\n')}
    };
    ${bindings.join('\n')}
    @group(0) @binding(${buffers.length}) var<uniform> given : Given;
    @compute @workgroup_size(${threads})
    fn _start(
      @builtin(workgroup_id) group : vec3<u32>,
      @builtin(num_workgroups) groups : vec3<u32>,
      @builtin(local_invocation_index) thread : u32
    ) {
      let at = group.y * groups.x + group.x;
      ${ends.map((end, i) => `if (at < given.rows[${end}u].x) { p${i}_run(at, thread); }`).join('\n      else ')}
    }`;
};

/** Whether `_start` takes nothing that isn't known here. */
export const isFusable = ({ takes, shared, size }: Shader): boolean =>
  takes.every((name) => name === 'global_invocation_id' || builtIn(name, { size } as Shader) !== undefined) &&
  shared >= 0;
