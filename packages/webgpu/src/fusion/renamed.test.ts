import { expect, test } from 'vitest';
import { renamed } from './renamed.ts';
import { readShader } from './shader.ts';

test('names are a shader’s own, but for members and built-ins, and arrays are parts of what holds them', () => {
  const shader = readShader(`
    struct Uniforms { x : i32, size : i32 };
    @group(0) @binding(0) var<storage, read_write> result: array<f32>;
    @group(0) @binding(1) var<storage, read> x: array<i32>;
    @group(0) @binding(2) var<uniform> uniforms: Uniforms;
    fn size(v : vec2<i32>) -> i32 { return v.x + uniforms.x + uniforms.size; }
    @compute @workgroup_size(64)
    fn _start(@builtin(local_invocation_index) at : u32) { result [ x[at] ] = f32(size(vec2<i32>(1, 2))); }`)!;
  const text = renamed(shader, { prefix: 'p_', arrays: ['b1', 'b0'], uniforms: 'given.u' });
  expect(text.trim().split(/\s*\n\s*/)).toEqual([
    'struct p_Uniforms { x : i32, size : i32 };',
    'fn p_size(v : vec2<i32>) -> i32 { return v.x + given.u.x + given.u.size; }',
    'fn p__start( at : u32) { b1[p_at0 + min(u32( b0[p_at1 + min(u32(at), p_last1)] ), p_last0)] = ' +
      'f32(p_size(vec2<i32>(1, 2))); }',
  ]);
});
