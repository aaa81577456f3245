// internal: what a dispatch is given
import type { Launch } from '../recording/recording.ts';

/** Numbers of the device: where they begin, and how many bytes they have. */
export interface Span {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** A step finds few states of affairs: each buffer that is exchanged has two, and batches come in pooled ones. */
const mostGroups = 16;

/** A bind group for each set of buffers that a dispatch was run on, those that were made last. */
export const createBindings = (device: GPUDevice, { pipeline, regions }: Launch, uniforms: Span) => {
  const layout = pipeline.getBindGroupLayout(0);
  const groups: { readonly buffers: readonly GPUBuffer[]; readonly group: GPUBindGroup }[] = [];
  return (spanOf: (region: number) => Span): GPUBindGroup => {
    const spans = regions.map(spanOf);
    const at = groups.findIndex(({ buffers }) => buffers.every((buffer, i) => buffer === spans[i]!.buffer));
    if (at >= 0) return groups[at]!.group;
    const group = device.createBindGroup({
      layout,
      entries: [...spans, uniforms].map((resource, binding) => ({ binding, resource })),
    });
    if (groups.length >= mostGroups) groups.shift();
    groups.push({ buffers: spans.map(({ buffer }) => buffer), group });
    return group;
  };
};
