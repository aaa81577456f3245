import { WasmMemoryError } from '@kindling/wasm';
import { memory, ones, sum, type Tensor, tidy, tile } from '@tensorflow/tfjs-core';

/** What is said of a tensor that no memory can hold, by a kernel of tfjs's own, and whether the next one is right. */
export const refused = (): string => {
  const before = memory().numTensors;
  const column = ones([40_000, 1]);
  const repeated = (times: number): Tensor => tile(column, [1, times]);
  let told = 'nothing';
  try {
    repeated(40_000);
  } catch (error) {
    const { name, operation, bytes } = error as WasmMemoryError;
    told = `${error instanceof WasmMemoryError} ${name} ${operation} ${bytes}`;
  }
  const next = tidy(() => sum(repeated(2)).dataSync()[0]);
  column.dispose();
  return `${told}; then ${next}; ${memory().numTensors - before} left`;
};
