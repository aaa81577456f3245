import { checkBy, type WideVerdict, wideVerdict } from '@kindling/wasm/node';
import type { Output } from '../cli/command.ts';
import { backendLine, simdLine } from '../cli/say.ts';
import { type Device, selectDevice } from './device.ts';

/** This program is one file: it checks itself, by its command `simd check`. */
export const findOutHere = (): Promise<WideVerdict> =>
  wideVerdict({ check: checkBy([process.argv[1] ?? '', 'simd', 'check']) });

/** Starts the device of this name, wasm with the widest vectors that were found to be right here; says what it is. */
export const startBackend = async (
  name: string,
  output: Output,
  findOut: () => Promise<WideVerdict> = findOutHere,
): Promise<Device> => {
  const verdict = ['wasm', 'auto'].includes(name) ? await findOut() : undefined;
  const device = await selectDevice(name, { onWarning: output.print, wideSimd: verdict?.wide ?? false });
  output.print(backendLine(device.backend));
  if (device.backend.name === 'wasm' && verdict !== undefined) output.print(simdLine(verdict));
  return device;
};
