// internal: strings in tensors of TensorFlow
import type { Address } from './functions.ts';
import type { Tensorflow } from './tensorflow.ts';

/** Bytes of a `TF_TString`: a short string lies in it, a longer one on the heap. */
export const stringWidth = 24;

const at = (memory: Address<'memory'>, i: number): Address<'memory'> => BigInt(memory) + BigInt(i * stringWidth);

/** Fills the memory of a new tensor. */
export const writeStrings = (
  { functions }: Tensorflow,
  memory: Address<'memory'>,
  strings: readonly Uint8Array[],
): void => {
  for (const [i, string] of strings.entries()) {
    functions.TF_StringInit(at(memory, i));
    functions.TF_StringCopy(at(memory, i), string, string.length);
  }
};

/** Frees what `writeStrings` has put on the heap, which `TF_DeleteTensor` does not. */
export const freeStrings = ({ functions }: Tensorflow, memory: Address<'memory'>, size: number): void => {
  for (let i = 0; i < size; i++) functions.TF_StringDealloc(at(memory, i));
};

export const readStrings = (
  { functions, copyOut }: Tensorflow,
  memory: Address<'memory'>,
  size: number,
): readonly Uint8Array[] =>
  Array.from({ length: size }, (_, i) => {
    const string = at(memory, i);
    return new Uint8Array(
      copyOut(functions.TF_StringGetDataPointer(string), Number(functions.TF_StringGetSize(string))),
    );
  });
