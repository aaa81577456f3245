import type { Tensor } from '@tensorflow/tfjs-core';
import type { HostArray } from '../host/hostArray.ts';
import type { TypedArray } from '../host/typedArray.ts';

/** Numbers of one row: one of them, or an array. */
type Numbers = number | HostArray | TypedArray | Uint8ClampedArray | readonly Numbers[];

/** What an element may hold when it is batched: numbers, arrays and lists of them, and records of these. */
export type Batchable = Numbers | { readonly [name: string]: Batchable };

/** The same names, each with a tensor of as many rows as the batch has. */
export type Batched<T> = { [K in keyof T]: T[K] extends Numbers ? Tensor : Batched<T[K]> };
