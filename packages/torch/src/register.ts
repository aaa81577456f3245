// internal: makes `torch` known to tfjs; it is found and loaded when it is first used
import { declareCapabilities, declareDeviceQueue, platform } from '@kindling/core';
import { registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import { onHost } from './host/onHost.ts';
import { kernels } from './kernels/all.ts';
import { torchQueue } from './tfjs/queue.ts';
import { backendName, configsOf } from './tfjs/registry.ts';
import { type Started, startTorch, type Wanted } from './tfjs/start.ts';

/** That of tfjs's own backend on native code, so that it goes before wasm and cpu. */
const priority = 3;

const usual: Wanted = { device: undefined, strict: false, tf32: false, threads: undefined };

let undoDeclared = (): void => {};

/** Tells tfjs how to start the backend, unless it knows; whether it did not. */
export const registerTorch = (start: () => Started = () => startTorch(usual)): boolean =>
  registerBackend(
    backendName,
    () => {
      const { backend, passedOver } = start();
      if (passedOver !== undefined)
        platform.warn(`torch: computing on ${backend.torch.device}, not on CUDA: it is ${passedOver}`);
      undoDeclared();
      undoDeclared =
        backend.torch.device === 'cpu'
          ? declareCapabilities(backendName, { readsAtOnce: true })
          : declareDeviceQueue(backendName, torchQueue);
      return backend;
    },
    priority,
  );

if (registerTorch()) {
  for (const config of configsOf(kernels, onHost)) registerKernel(config);
  declareCapabilities(backendName, { copiesUploads: true, maxPoolKeepsNaN: true });
}
