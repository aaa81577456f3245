import { install } from '@kindling/torch';
import { provideTorch } from '@tests/kit/python';
import type { Specified } from './backend.ts';
import { settings } from './settings.ts';

/** The backend on PyTorch's CPU, or on CUDA; each suite starts it anew as it was installed here. */
export const startTorch = async (): Promise<Specified> => {
  provideTorch();
  const { device = 'cpu', strict = false } = settings;
  await install({ device, strict, ...(device === 'cpu' ? { threads: 1 } : {}) });
  return { isDataSync: true, flags: {}, install: undefined };
};
