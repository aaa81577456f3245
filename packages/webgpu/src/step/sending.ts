// internal: a dispatch of several launches, once its pipeline is there
import { createBindings, type Span } from './bindings.ts';
import type { Dispatch } from './dispatches.ts';
import type { Pipelines } from './pipelines.ts';

export interface Sending {
  /** Whether it can be sent as one. */
  isReady(): boolean;
  /** Adds it to a pass; false where it can't be yet, and nothing was added. */
  send(pass: GPUComputePassEncoder, spanOf: (region: number) => Span): boolean;
}

/** A shader takes long to make, on a software GPU seconds: not for a plan of a few runs. */
const runsAlone = 16;

export const createSending = (device: GPUDevice, { fused }: Dispatch, table: Span, pipelines: Pipelines): Sending => {
  if (fused === undefined) return { isReady: () => false, send: () => false };
  const { code, buffers, groups } = fused;
  const coming = pipelines.of(code);
  let runs = 0;
  let bind: ReturnType<typeof createBindings> | undefined;
  return {
    isReady: () => coming.pipeline !== undefined,
    send: (pass, spanOf) => {
      runs += 1;
      if (runs > runsAlone) coming.ask();
      const { pipeline } = coming;
      if (pipeline === undefined) return false;
      bind ??= createBindings(device, pipeline, table);
      const spans = buffers.map(({ region, inRegion, from, to }): Span => {
        const { buffer, offset } = spanOf(region);
        return { buffer, offset: offset - inRegion + from, size: to - from };
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bind(spans));
      pass.dispatchWorkgroups(...groups);
      return true;
    },
  };
};
