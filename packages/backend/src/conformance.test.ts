import { copyRegisteredKernels, registerBackend, setBackend } from '@tensorflow/tfjs-core';
import { testBackend } from '@tests/kit';
import type { Backend } from './backend.ts';
import { cpu } from './backends/cpu.ts';
import { wasm } from './backends/wasm.ts';

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

testBackend('cpu()', { make: cpu });
testBackend('wasm({ threads: 1 })', { make: () => wasm({ threads: 1 }) });
testBackend('a backend made elsewhere', { make: borrowed });
