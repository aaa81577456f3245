import { enableProdMode } from '@tensorflow/tfjs-core';
import { provideTorch } from './python.ts';

/** Makes the backend torch the one in use, on PyTorch's CPU and one thread. It stays started when another is chosen. */
export const useTorch = async (): Promise<void> => {
  enableProdMode(); // no banner among the results
  provideTorch();
  const { install } = await import('@kindling/torch');
  await install({ device: 'cpu', threads: 1 });
};
