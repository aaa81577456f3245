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
  const { createShaderModule, createComputePipeline } = device;
  device.createShaderModule = (descriptor) => {
    const made = createShaderModule.call(device, descriptor);
    modules.set(made, descriptor.code);
    return made;
  };
  device.createComputePipeline = (descriptor) => {
    const made = createComputePipeline.call(device, descriptor);
    const code = modules.get(descriptor.compute.module);
    if (code !== undefined) codes.set(made, code);
    return made;
  };
  return () => {
    for (const name of ['createShaderModule', 'createComputePipeline']) Reflect.deleteProperty(device, name);
  };
};
