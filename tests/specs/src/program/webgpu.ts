import { install } from '@kindling/webgpu';
import { provideSoftwareGpu } from '@tests/kit/softwareGpu';
import type { Specified } from './backend.ts';
import { settings } from './settings.ts';

/** tfjs's webgpu backend on Dawn and SwiftShader, computing nothing on the CPU in its place. */
export const startWebgpu = async (): Promise<Specified> => {
  provideSoftwareGpu();
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
  await import('@tensorflow/tfjs-backend-webgpu'); // registers its backend where there is a GPU
  const put = async () => (await install()).undo;
  return {
    isDataSync: false, // tfjs reads at once by drawing on a canvas
    flags: { WEBGPU_CPU_FORWARD: false },
    install: settings.kernels === true ? put : undefined,
  };
};
