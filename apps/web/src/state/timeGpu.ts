import { noGpuTiming } from '../copy/runBar.ts';
import { type FromWorker, protocolVersion, type ToWorker } from '../worker/protocol.ts';
import { receive } from './events.ts';
import { plan } from './plan.ts';
import * as run from './run.ts';

let hasBegun = false;

/**
 * Times a step on WebGPU, once, in a worker of its own, while the first run goes on elsewhere: its pipelines take
 * seconds to compile, which the run does not feel there.
 */
export const timeGpu = (): void => {
  if (hasBegun || run.device.value?.gpuToTime !== true || run.device.value.name === 'webgpu') return;
  hasBegun = true;
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'timing' });
  const end = (sentence?: string): void => {
    worker.terminate();
    if (sentence !== undefined) run.timingNote.value = noGpuTiming(sentence);
  };
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'timed') {
      receive(data);
      end();
    } else if (data.type === 'timingFailed') end(data.sentence);
    else if (data.type === 'failed') end(data.failure.sentence);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end(event.message);
  };
  const spec = run.runSpec.value ?? plan.value;
  worker.postMessage({ type: 'time', device: 'webgpu', spec, version: protocolVersion } satisfies ToWorker);
};
