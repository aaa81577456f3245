import { expect, test } from 'vitest';
import { launch, tapeOf } from '../../testing/tape.ts';
import { readShader, type Shader } from '../fusion/shader.ts';
import { dispatchesOf, type Known, type Limits } from './dispatches.ts';

const shader = (element = 'f32', body = ''): Shader =>
  readShader(`
    struct Uniforms { size : i32 };
    @group(0) @binding(0) var<storage, read_write> y: array<${element}>;
    @group(0) @binding(1) var<storage, read> x: array<${element}>;
    @group(0) @binding(2) var<uniform> uniforms: Uniforms;
    @compute @workgroup_size(64) fn _start() { y[0] = x[0]; ${body} }`)!;

const limits: Limits = {
  maxStorageBuffersPerShaderStage: 8,
  maxUniformBufferBindingSize: 65_536,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxStorageBufferBindingSize: 2 ** 27,
};
const plain = shader();
/** Regions 1, 2 and 3 are made of 0, which is told by a run. */
const tape = tapeOf({
  regions: ['tensor', 'made', 'made', 'made'],
  bytes: [16, 16, 16, 16],
  launches: [1, 2, 3].map((region) => ({ ...launch([region], [0]), uniforms: new Uint8Array(4) })),
});
const known = (more: Partial<Known> = {}): Known => ({
  levels: [0, 0, 0],
  lying: [
    { buffer: 'r0', offset: 0 },
    { buffer: 'a', offset: 0 },
    { buffer: 'a', offset: 256 },
    { buffer: 'a', offset: 512 },
  ],
  shaders: [plain, plain, plain],
  limits,
  ...more,
});
const groups = (more: Partial<Known>): (readonly number[])[] =>
  dispatchesOf(tape, known(more)).map(({ launches }) => launches);

test('the launches of a level are one dispatch on the parts of buffers that they have', () => {
  const [one, ...others] = dispatchesOf(tape, known());
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    launches: [0, 1, 2],
    fused: {
      groups: [3, 1, 1],
      buffers: [
        { name: 'a', element: 'f32', isWritten: true, from: 0, to: 528 },
        { name: 'r0', element: 'f32', isWritten: false, from: 0, to: 16 },
      ],
    },
  });
  // Three rows of two, a last one, and the numbers of each.
  expect(one!.fused!.table).toHaveLength(16 * (3 * 2 + 1 + 3));
  expect(one!.fused!.code.match(/fn p\d__start/g)).toHaveLength(1);
});

test('each level is a dispatch of its own, in their order, and one launch alone is as it was', () => {
  expect(groups({ levels: [1, 0, 1] })).toEqual([[1], [0, 2]]);
  expect(dispatchesOf(tape, known({ levels: [1, 0, 1] }))[0]!.fused).toBeUndefined();
});

test('what is not understood is alone', () => {
  expect(groups({ shaders: [plain, undefined, plain] })).toEqual([[0, 2], [1]]);
  expect(groups({ shaders: [plain, readShader('fn f() {}'), plain] })).toEqual([[0, 2], [1]]);
});

test('a buffer that is read and written is one part, and not of two types where they meet', () => {
  const lying = known().lying.map((each, i) => (i === 0 ? { buffer: 'a', offset: 768 } : each));
  const [both] = dispatchesOf(tape, known({ lying }));
  expect(both!.fused!.buffers).toMatchObject([{ name: 'a', isWritten: true, from: 0, to: 784 }]);
  const vectors = shader('vec4<f32>');
  expect(groups({ lying, shaders: [plain, vectors, plain] })).toEqual([[0, 2], [1]]);
  expect(groups({ shaders: [plain, plain, vectors] })).toEqual([[0, 1, 2]]);
  expect(groups({ shaders: [plain, vectors, plain] })).toEqual([[0, 1], [2]]);
});

test('what a device cannot have in one shader is several', () => {
  const lying = known().lying.map((each, i) => ({ ...each, buffer: `${i}` }));
  const most = (maxStorageBuffersPerShaderStage: number) => ({
    limits: { ...limits, maxStorageBuffersPerShaderStage },
  });
  expect(groups({ lying, ...most(4) })).toEqual([[0, 1, 2]]);
  expect(groups({ lying, ...most(3) })).toEqual([[0, 1], [2]]);
  expect(groups({ limits: { ...limits, maxStorageBufferBindingSize: 300 } })).toEqual([[0, 1], [2]]);
  expect(groups({ limits: { ...limits, maxUniformBufferBindingSize: 130 } })).toEqual([[0, 1], [2]]);
});
