import { expect, test } from 'vitest';
import { readShader } from './shader.ts';

const source = (body: string, arrays = ['result: array<f32>', 'x: array<vec4<f32>>']): string => `
  struct vec5 { x: i32, y: i32 }; // x: a member
  struct Uniforms { size : i32, };
  ${arrays
    .map((array, i) => `@group(0) @binding(${i}) var<storage, ${i === 0 ? 'read_write' : 'read'}> ${array};`)
    .join('\n')}
  @group(0) @binding(${arrays.length}) var<uniform> uniforms: Uniforms;
  var<workgroup> held : array<array<f32, 8>, 4>;
  @compute @workgroup_size(8, 4)
  fn _start(@builtin(global_invocation_id) id : vec3<u32>, @builtin(local_invocation_index) at : u32) { ${body} }`;

test('a shader has arrays, numbers, names, and threads that wait for each other', () => {
  const shader = readShader(source('result[id.x] = x[at].x; workgroupBarrier();'))!;
  expect(shader).toMatchObject({
    arrays: [
      { name: 'result', element: 'f32', bytes: 4, isWritten: true },
      { name: 'x', element: 'vec4<f32>', bytes: 16, isWritten: false },
    ],
    uniforms: { name: 'uniforms', type: 'Uniforms' },
    takes: ['global_invocation_id', 'local_invocation_index'],
    size: [8, 4, 1],
    hasBarrier: true,
    shared: 128,
  });
  expect([...shader.names].sort()).toEqual(['Uniforms', '_start', 'held', 'vec5']);
  expect(readShader(source('result[id.x] = x[at].x;'))!.hasBarrier).toBe(false);
});

test('what cannot be put beside others is not read', () => {
  const right = 'result[id.x] = x[at].x;';
  expect(readShader(source(right))).toBeDefined();
  expect(readShader('fn main() {}')).toBeUndefined();
  expect(readShader(`enable f16;${source(right)}`)).toBeUndefined();
  expect(readShader(source(right, ['result: array<atomic<i32>>']))).toBeUndefined();
  expect(readShader(source(right.replace('at', 'arrayLength(&x)')))).toBeUndefined();
  expect(readShader(source(`let x = 1.0; ${right}`))).toBeUndefined();
  expect(readShader(source(`let all = &result[0]; ${right}`))).toBeUndefined();
  expect(readShader(`@group(1) @binding(0) var<uniform> more : i32;${source(right)}`)).toBeUndefined();
});
