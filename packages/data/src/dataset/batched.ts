import type { Tensor } from '@tensorflow/tfjs-core';
import type { HostArray } from '../host/hostArray.ts';

/** What an element may hold when it is batched: numbers, host arrays, and records of these. */
export type Batchable = number | HostArray | { readonly [name: string]: Batchable };

/** The same names, each with a tensor of as many rows as the batch has. */
export type Batched<T> = { [K in keyof T]: T[K] extends number | HostArray ? Tensor : Batched<T[K]> };
