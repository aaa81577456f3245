// What docs/wasm-faults.md says of memory that runs out: without the kernels here, with them in allocation.test.ts.
import '@tensorflow/tfjs-backend-wasm';
import { setBackend, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { runningBackend } from './tfjs/adapter/device.ts';

it("tfjs's wasm backend does not look whether it got memory, and its allocator gives more than there is", async () => {
  await setBackend('wasm');
  const { wasm, dataIdMap } = runningBackend()!;
  const place = (bytes: number) => {
    const begin = wasm._malloc(bytes) >>> 0;
    return { begin, end: begin + bytes, size: wasm.HEAPU8.length };
  };
  // Nothing of it is touched: it costs no memory.
  let last = place(100_000_000);
  while (last.begin !== 0 && last.end <= last.size) last = place(100_000_000);
  expect(last.end).toBeGreaterThan(last.size);

  while (place(1 << 20).begin !== 0);
  const x = tensor1d(new Float32Array(1 << 20).fill(7));
  expect(dataIdMap.get(x.dataId).memoryOffset).toBe(0);
  expect(x.dataSync()[0]).toBe(7); // what others have at the bottom of memory is overwritten
});
