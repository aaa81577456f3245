// internal: kernels that the wasm backend lacks, refused in words
import {
  Complex,
  ComplexAbs,
  FFT,
  IFFT,
  Imag,
  RaggedGather,
  RaggedRange,
  RaggedTensorToTensor,
  Real,
  StaticRegexReplace,
} from '@tensorflow/tfjs-core';
import type { Replacement } from './replacement.ts';

/** Of complex numbers, of rows of several lengths, and of strings: nothing here computes with them. */
export const absent: readonly Replacement[] = [
  Complex,
  ComplexAbs,
  FFT,
  IFFT,
  Imag,
  RaggedGather,
  RaggedRange,
  RaggedTensorToTensor,
  Real,
  StaticRegexReplace,
].map((name) => ({ name, compute: () => undefined }));
