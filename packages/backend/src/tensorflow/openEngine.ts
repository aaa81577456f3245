// internal: all that needs koffi, in one module that may not load
import { version as koffiVersion } from 'koffi';
import { createBinding, type NodeBinding } from './binding.ts';
import { quietly } from './quietly.ts';
import { openTensorflow } from './tensorflow.ts';
import { warningsIn } from './warningsIn.ts';

export { koffiVersion };

/** @throws Error where the library does not load, with what it said */
export const openLibrary = (
  files: readonly string[],
  threads?: number,
): { readonly addon: NodeBinding; readonly warnings: string } => {
  const { result, said } = quietly(() => openTensorflow(files, threads));
  return { addon: createBinding(result), warnings: warningsIn(said) };
};
