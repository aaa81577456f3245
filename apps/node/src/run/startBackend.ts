import { type Selected, selectBackend } from '@kindling/backend';
import { checkBy, type WideVerdict, wideVerdict } from '@kindling/wasm/node';
import type { Output } from '../cli/command.ts';
import { backendLine, simdLine } from '../cli/say.ts';

/** This program is one file: it checks itself, by its command `simd check`. */
export const findOutHere = (): Promise<WideVerdict> =>
  wideVerdict({ check: checkBy([process.argv[1] ?? '', 'simd', 'check']) });

/** Starts the backend of this name with the widest vectors that were found to be right here, and says what it is. */
export const startBackend = async (
  name: string,
  output: Output,
  findOut: () => Promise<WideVerdict> = findOutHere,
): Promise<Selected> => {
  const verdict = ['cpu', 'webgpu'].includes(name) ? undefined : await findOut();
  const backend = await selectBackend(name, { onWarning: output.print, wideSimd: verdict?.wide ?? false });
  output.print(backendLine(backend));
  if (backend.name === 'wasm' && verdict !== undefined) output.print(simdLine(verdict));
  return backend;
};
