import { expect, test } from 'vitest';
import { createBindings } from './bindings.ts';

const buffer = (name: string): GPUBuffer => ({ name }) as unknown as GPUBuffer;
const at = (of: GPUBuffer, offset = 0) => ({ buffer: of, offset, size: 4 });

test('a bind group is made once for each list of spans, and the oldest are forgotten', () => {
  const made: unknown[] = [];
  const device = {
    createBindGroup: ({ entries }: GPUBindGroupDescriptor) => {
      const group = [...entries].map(({ binding, resource }) => {
        const { buffer, offset } = resource as GPUBufferBinding;
        return [binding, buffer, offset];
      });
      made.push(group);
      return group;
    },
  } as unknown as GPUDevice;
  const [a, b, uniforms] = [buffer('a'), buffer('b'), buffer('uniforms')];
  const pipeline = { getBindGroupLayout: () => null } as unknown as GPUComputePipeline;
  const bind = createBindings(device, pipeline, at(uniforms));
  const first = bind([at(a), at(b)]);
  expect(first).toEqual([
    [0, a, 0],
    [1, b, 0],
    [2, uniforms, 0],
  ]);
  expect(bind([at(b), at(a)])).not.toBe(first);
  expect(bind([at(a), at(b, 256)])).not.toBe(first);
  expect(bind([at(a), at(b)])).toBe(first);
  expect(made).toHaveLength(3);
  for (let other = 0; other < 16; other++) bind([at(buffer(`${other}`)), at(b)]);
  expect(bind([at(a), at(b)])).not.toBe(first);
  expect(made).toHaveLength(20);
});
