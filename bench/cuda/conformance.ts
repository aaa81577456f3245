import { testBackend } from '@tests/kit/testBackend';
import type { Checks } from './checks.ts';
import { torchOn } from './onDevice.ts';
import type { CudaOptions } from './options.ts';
import { runTests } from './testing.ts';

/** The suite that every backend of Kindling has to pass. */
export const conformance = async ({ device }: CudaOptions, checks: Checks): Promise<void> => {
  testBackend(`torch({ device: '${device}' })`, { make: () => torchOn(device) });
  await runTests(checks);
};
