// internal: what is an array of numbers on the host
import type { HostArray, TypedArray } from './hostArray.ts';

export const isTypedArray = (value: unknown): value is TypedArray =>
  value instanceof Uint8Array || value instanceof Int32Array || value instanceof Float32Array;

export const isHostArray = (value: unknown): value is HostArray =>
  typeof value === 'object' && value !== null && 'data' in value && isTypedArray(value.data) && 'shape' in value;
