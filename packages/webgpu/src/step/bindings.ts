// internal: what a dispatch is given

/** Numbers of the device: where they begin, and how many bytes they have. */
export interface Span {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** A step finds few states of affairs: what is exchanged has two, and batches come in pooled buffers. */
const mostGroups = 16;

/** A bind group for each list of spans that a dispatch was run on, those that were made last. */
export const createBindings = (device: GPUDevice, pipeline: GPUComputePipeline, uniforms: Span) => {
  const layout = pipeline.getBindGroupLayout(0);
  const groups: { readonly spans: readonly Span[]; readonly group: GPUBindGroup }[] = [];
  return (spans: readonly Span[]): GPUBindGroup => {
    const at = groups.findIndex((known) =>
      known.spans.every(({ buffer, offset }, i) => buffer === spans[i]!.buffer && offset === spans[i]!.offset),
    );
    if (at >= 0) return groups[at]!.group;
    const group = device.createBindGroup({
      layout,
      entries: [...spans, uniforms].map((resource, binding) => ({ binding, resource })),
    });
    if (groups.length >= mostGroups) groups.shift();
    groups.push({ spans, group });
    return group;
  };
};
