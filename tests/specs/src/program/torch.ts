import { install } from '@kindling/torch';
import { provideTorch } from '@tests/kit/python';
import type { Specified } from './backend.ts';
import { settings } from './settings.ts';

/** The backend on PyTorch's CPU, which each suite starts anew as it was installed here. */
export const startTorch = async (): Promise<Specified> => {
  provideTorch();
  await install({ device: 'cpu', threads: 1, strict: settings.strict ?? false });
  return { isDataSync: true, flags: {}, install: undefined };
};
