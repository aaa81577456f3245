import { expect, test } from 'vitest';
import { onDawn } from '../../testing/onDawn.ts';
import { runningBackend, storage } from '../tfjs/backend.ts';
import { fusedCode, isFusable, type Part, tableOf, threadsFor } from './fused.ts';
import { readShader, type Shader } from './shader.ts';

const shader = (size: string, takes: string, body: string, more = ''): Shader =>
  readShader(`
    struct Uniforms { nan : f32, by : i32 };
    @group(0) @binding(0) var<storage, read_write> y: array<i32>;
    @group(0) @binding(1) var<storage, read> x: array<i32>;
    @group(0) @binding(2) var<uniform> uniforms: Uniforms;
    ${more}
    @compute @workgroup_size(${size}) fn _start(${takes}) { ${body} }`)!;

const scaled = shader(
  '8',
  '@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>',
  'if (i32(id.x) < uniforms.by) { y[id.x] = x[id.x] * uniforms.by + i32(groups.x); }',
);
/** Each group of 4 x 8 threads adds up what its threads have. */
const summed = shader(
  '4, 8',
  `@builtin(local_invocation_index) at : u32, @builtin(local_invocation_id) id : vec3<u32>,
   @builtin(workgroup_id) group : vec3<u32>`,
  `held[at] = x[at] * i32(group.y + 1);
   workgroupBarrier();
   if (at == 0) { for (var i = 0; i < uniforms.by; i++) { y[group.y * 2 + group.x] += held[i]; } }
   if (id.x == 3 && id.y == 7) { y[4] = i32(at); }`,
  'var<workgroup> held : array<i32, 32>;',
);

const uniforms = (by: number): Uint8Array => {
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setFloat32(0, Number.NaN, true);
  numbers.setInt32(4, by, true);
  return new Uint8Array(numbers.buffer);
};

test('threads that wait for each other are as many as they were, and two such numbers do not go together', () => {
  expect(threadsFor([scaled])).toBe(8);
  expect(threadsFor([scaled, summed])).toBe(32);
  const other = shader('64', '', 'workgroupBarrier();');
  expect(threadsFor([other, summed])).toBeUndefined();
  expect([scaled, summed].every(isFusable)).toBe(true);
  expect(isFusable(shader('8', '@builtin(subgroup_size) size : u32', ''))).toBe(false);
});

onDawn('a fused shader', () => {
  test('does what its parts do, each on its own span of the buffers', async () => {
    const { device, queue } = runningBackend()!;
    const parts: Part[] = [
      {
        shader: scaled,
        buffers: [0, 1],
        instances: [
          {
            groups: [9, 1, 1],
            spans: [
              { at: 64, last: 66 },
              { at: 1, last: 66 },
            ],
            uniforms: uniforms(70),
          },
          {
            groups: [1, 1, 1],
            spans: [
              { at: 0, last: 4 },
              { at: 0, last: 4 },
            ],
            uniforms: uniforms(3),
          },
        ],
      },
      {
        shader: summed,
        buffers: [0, 1],
        instances: [
          {
            groups: [2, 2, 1],
            spans: [
              { at: 192, last: 4 },
              { at: 0, last: 31 },
            ],
            uniforms: uniforms(32),
          },
        ],
      },
    ];
    const code = fusedCode(
      parts,
      [
        { element: 'i32', isWritten: true },
        { element: 'i32', isWritten: false },
      ],
      32,
    );
    const { bytes, total } = tableOf(parts, 32);
    expect(total).toBe(3 + 1 + 4);
    const buffer = (size: number, usage: number, data?: Uint8Array | Int32Array): GPUBuffer => {
      const made = device.createBuffer({ size, usage });
      if (data !== undefined) queue.writeBuffer(made, 0, data);
      return made;
    };
    const x = Int32Array.from({ length: 128 }, (_, i) => i + 1);
    const [y, given] = [buffer(4 * 256, storage()), buffer(4 * 128, storage(), x)];
    const table = buffer(bytes.length, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST, bytes);
    const read = buffer(4 * 256, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const module = device.createShaderModule({ code });
    const pipeline = await device.createComputePipelineAsync({
      compute: { module, entryPoint: '_start' },
      layout: 'auto',
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = [y, given, table].map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    // More groups than there are: those do nothing.
    pass.dispatchWorkgroups(3, 3, 1);
    pass.end();
    encoder.copyBufferToBuffer(y, 0, read, 0, 4 * 256);
    queue.submit([encoder.finish()]);
    await read.mapAsync(GPUMapMode.READ);
    const wanted = new Int32Array(256);
    for (let i = 0; i < 70; i++) wanted[64 + Math.min(i, 66)] = 0;
    // The last three threads write to the last place, as beyond the end of an array: any of them may be the last.
    const found = new Int32Array(read.getMappedRange().slice(0));
    for (let i = 0; i < 66; i++) wanted[64 + i] = x[i + 1]! * 70 + 9;
    expect(x[67]! * 70 + 9).toBe(found[130]);
    wanted[130] = found[130]!;
    for (let i = 0; i < 3; i++) wanted[i] = x[i]! * 3 + 1;
    const sum = (32 * 33) / 2;
    wanted.set([sum, sum, 2 * sum, 2 * sum, 31], 192);
    expect([...found]).toEqual([...wanted]);
    for (const each of [y, given, table, read]) each.destroy();
  });
});
