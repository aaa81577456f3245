// internal: pipelines of a step's own, which are made beside steps that go without

/** Undefined until the device has made it; for ever, where it can't. */
export interface Coming {
  readonly pipeline: GPUComputePipeline | undefined;
}

export interface Pipelines {
  /** Of this WGSL, with the entry point `_start`: made once. */
  of(code: string): Coming;
  /** Comes when those that were asked for are made, or refused. */
  settled(): Promise<unknown>;
}

type Device = Pick<GPUDevice, 'pushErrorScope' | 'popErrorScope' | 'createShaderModule' | 'createComputePipelineAsync'>;

const label = 'kindling step';

export const createPipelines = (device: Device): Pipelines => {
  const made = new Map<string, Coming>();
  const waits = new Set<Promise<unknown>>();
  const make = (code: string): Coming => {
    const coming: { pipeline: GPUComputePipeline | undefined } = { pipeline: undefined };
    // What the device refuses is no fault of a program: its launches go one by one, as they came.
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ code, label });
    const scope = device.popErrorScope();
    const pipeline = device.createComputePipelineAsync({
      compute: { module, entryPoint: '_start' },
      label,
      layout: 'auto',
    });
    const wait = Promise.allSettled([pipeline, scope]).then(([{ status, ...of }]) => {
      if (status === 'fulfilled') coming.pipeline = (of as { readonly value: GPUComputePipeline }).value;
      waits.delete(wait);
    });
    waits.add(wait);
    return coming;
  };
  return {
    of: (code) => {
      const coming = made.get(code) ?? make(code);
      made.set(code, coming);
      return coming;
    },
    settled: () => Promise.all(waits),
  };
};
