import { expect, test } from 'vitest';
import { launch } from '../../testing/tape.ts';
import { createBindings } from './bindings.ts';

const buffer = (name: string): GPUBuffer => ({ name }) as unknown as GPUBuffer;
const at = (name: GPUBuffer) => ({ buffer: name, offset: 0, size: 4 });

test('a bind group is made once for each set of buffers, and the oldest are forgotten', () => {
  const made: unknown[] = [];
  const device = {
    createBindGroup: ({ entries }: GPUBindGroupDescriptor) => {
      const group = [...entries].map(({ binding, resource }) => [binding, (resource as GPUBufferBinding).buffer]);
      made.push(group);
      return group;
    },
  } as unknown as GPUDevice;
  const [a, b, uniforms] = [buffer('a'), buffer('b'), buffer('uniforms')];
  const pipeline = { getBindGroupLayout: () => null } as unknown as GPUComputePipeline;
  const bind = createBindings(device, { ...launch([0], [1]), pipeline }, at(uniforms));
  const first = bind((region) => at(region === 0 ? a : b));
  expect(first).toEqual([
    [0, a],
    [1, b],
    [2, uniforms],
  ]);
  expect(bind((region) => at(region === 0 ? b : a))).not.toBe(first);
  expect(bind((region) => at(region === 0 ? a : b))).toBe(first);
  expect(made).toHaveLength(2);
  for (let other = 0; other < 16; other++) bind(() => at(buffer(`${other}`)));
  expect(bind((region) => at(region === 0 ? a : b))).not.toBe(first);
  expect(made).toHaveLength(19);
});
