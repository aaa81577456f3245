import { expect, test } from 'vitest';
import { createPipelines } from './pipelines.ts';

test('a pipeline is made once it is asked for, is there later, and never where the device refuses it', async () => {
  const asked: string[] = [];
  const device = {
    pushErrorScope: () => undefined,
    popErrorScope: async () => null,
    createShaderModule: ({ code }: GPUShaderModuleDescriptor) => code as unknown as GPUShaderModule,
    createComputePipelineAsync: async ({ compute }: GPUComputePipelineDescriptor) => {
      const code = compute.module as unknown as string;
      asked.push(code);
      if (code === 'wrong') throw new Error('no such word');
      return { label: code } as GPUComputePipeline;
    },
  };
  const pipelines = createPipelines(device);
  const [right, wrong] = ['right', 'wrong'].map((code) => pipelines.of(code));
  expect(pipelines.of('right')).toBe(right);
  expect(asked).toEqual([]);
  right!.ask();
  right!.ask();
  expect(asked).toEqual(['right']);
  expect(right!.pipeline).toBeUndefined();
  await pipelines.settled();
  expect(right!.pipeline).toEqual({ label: 'right' });
  expect(wrong!.pipeline).toBeUndefined();
  expect(pipelines.of('wrong')).toBe(wrong);
  expect(asked).toEqual(['right', 'wrong']);
});
