// internal: the WGSL of pipelines, which a device does not tell

/** Of pipelines with a layout of their own and the entry point `_start`, as tfjs and we make them. */
const codes = new WeakMap<GPUComputePipeline, string>();

/** What a pipeline was made of, where it was made while sources were kept. */
export const sourceOf = (pipeline: GPUComputePipeline): string | undefined => codes.get(pipeline);

/**
 * Keeps the WGSL of the pipelines that a device makes from now on.
 *
 * @returns the undo
 */
export const keepSources = (device: GPUDevice): (() => void) => {
  const modules = new WeakMap<GPUShaderModule, string>();
  const [createModule, createPipeline] = [
    beneath(device, 'createShaderModule'),
    beneath(device, 'createComputePipeline'),
  ];
  device.createShaderModule = (descriptor) => {
    const made = createModule.now().call(device, descriptor);
    modules.set(made, descriptor.code);
    return made;
  };
  device.createComputePipeline = (descriptor) => {
    const made = createPipeline.now().call(device, descriptor);
    const code = modules.get(descriptor.compute.module);
    if (code !== undefined) codes.set(made, code);
    return made;
  };
  return () => {
    createModule.putBack();
    createPipeline.putBack();
  };
};

/** A method of a device, which this one alone may have, or all: then that of the moment. */
const beneath = <K extends 'createShaderModule' | 'createComputePipeline'>(device: GPUDevice, name: K) => {
  const own = Object.getOwnPropertyDescriptor(device, name);
  return {
    now: (): GPUDevice[K] => (own?.value ?? Object.getPrototypeOf(device)[name]) as GPUDevice[K],
    putBack: (): void => {
      Reflect.deleteProperty(device, name);
      if (own !== undefined) Object.defineProperty(device, name, own);
    },
  };
};
