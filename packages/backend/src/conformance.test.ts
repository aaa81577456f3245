import { copyRegisteredKernels, env, registerBackend, setBackend } from '@tensorflow/tfjs-core';
import {
  lacksSoftwareGpu,
  lacksTensorflow,
  lacksTorch,
  provideSoftwareGpu,
  provideTensorflow,
  provideTorch,
  testBackend,
} from '@tests/kit';
import { beforeAll, describe } from 'vitest';
import type { Backend } from './backend.ts';
import { cpu } from './backends/cpu.ts';
import { tfjsNode } from './backends/tfjsNode.ts';
import { torch } from './backends/torch.ts';
import { wasm } from './backends/wasm.ts';
import { webgpu } from './backends/webgpu.ts';

/** A backend of somebody else: tfjs's plain JavaScript under another name. */
const borrowed = (): Backend => ({
  name: 'borrowed',
  start: async () => {
    const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu');
    copyRegisteredKernels('cpu', 'borrowed');
    registerBackend('borrowed', () => new MathBackendCPU());
    await setBackend('borrowed');
    return { device: 'a borrowed core', versions: {} };
  },
});

/** Nothing is computed on the CPU instead, as tfjs does with small tensors. */
const onlyGpu = (): Backend => {
  const { name, start } = webgpu();
  return {
    name,
    start: async () => {
      const started = await start();
      env().set('WEBGPU_CPU_FORWARD', false);
      return started;
    },
  };
};

testBackend('cpu()', { make: cpu });
testBackend('wasm({ threads: 1 })', { make: () => wasm({ threads: 1 }) });
testBackend('a backend made elsewhere', { make: borrowed });

describe.skipIf(lacksSoftwareGpu !== undefined)(`on Dawn (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  beforeAll(provideSoftwareGpu);
  testBackend('webgpu()', { make: onlyGpu });
});

describe.skipIf(lacksTensorflow !== undefined)(`on TensorFlow (${lacksTensorflow ?? 'CPU'})`, () => {
  beforeAll(provideTensorflow);
  testBackend('tfjsNode()', { make: tfjsNode });
});

describe.skipIf(lacksTorch !== undefined)(`on PyTorch (${lacksTorch ?? 'CPU'})`, () => {
  beforeAll(provideTorch);
  testBackend("torch({ device: 'cpu' })", { make: () => torch({ device: 'cpu' }) });
});
