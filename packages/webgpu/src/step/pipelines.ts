// internal: pipelines of a step's own, which are made beside steps that go without

export interface Coming {
  /** Undefined until the device has made it; for ever, where it can't. */
  readonly pipeline: GPUComputePipeline | undefined;
  /** Has it made, if it was not asked for yet. */
  ask(): void;
}

export interface Pipelines {
  /** Of this WGSL, with the entry point `_start`: made once, when it is asked for. */
  of(code: string): Coming;
  /** Asks for all, and comes when they are made, or refused. */
  settled(): Promise<unknown>;
}

type Device = Pick<GPUDevice, 'pushErrorScope' | 'popErrorScope' | 'createShaderModule' | 'createComputePipelineAsync'>;

const label = 'kindling step';

export const createPipelines = (device: Device): Pipelines => {
  const known = new Map<string, Coming>();
  const waits = new Set<Promise<unknown>>();
  const make = (code: string, done: (pipeline: GPUComputePipeline) => void): void => {
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
      if (status === 'fulfilled') done((of as { readonly value: GPUComputePipeline }).value);
      waits.delete(wait);
    });
    waits.add(wait);
  };
  const comingOf = (code: string): Coming => {
    let isAsked = false;
    let made: GPUComputePipeline | undefined;
    return {
      get pipeline() {
        return made;
      },
      ask: () => {
        if (isAsked) return;
        isAsked = true;
        make(code, (pipeline) => {
          made = pipeline;
        });
      },
    };
  };
  return {
    of: (code) => {
      const coming = known.get(code) ?? comingOf(code);
      known.set(code, coming);
      return coming;
    },
    settled: () => {
      for (const coming of known.values()) coming.ask();
      return Promise.all(waits);
    },
  };
};
