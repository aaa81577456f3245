import type { DataType } from '@tensorflow/tfjs-core';
import type { Draw } from '../draw.ts';
import { type Drawn, drawTensor, some, type Values } from './drawn.ts';
import { drawShape } from './shapes.ts';

/** What tfjs-core exports, and how it is called. */
export interface Operation {
  /** As it is exported: `image.resizeBilinear`. */
  readonly name: string;
  /** What it is called with, tensors by their values. */
  readonly args: (draw: Draw) => readonly unknown[];
  /** How it is called, where not with these arguments alone. */
  readonly call?: (...args: never[]) => unknown;
  /** Whether it has a gradient by a float32 tensor. Default: true. */
  readonly gradient?: boolean;
  /**
   * It is linear in its first argument, and cpu's gradient is wrong: its values for ones among zeros say the right
   * one.
   */
  readonly linear?: boolean;
  /** Whether its gradient is compared for finite numbers only: nobody agrees on that of NaN. Default: false. */
  readonly finiteGradient?: boolean;
  /** How far wasm may be from cpu, of 1 + |value|. Default: 1e-4. */
  readonly tolerance?: number;
  /** Numbers that are drawn anew on each call: only dtypes and shapes are compared. */
  readonly random?: boolean;
  /** What is called on cpu in its place, where cpu is wrong. */
  readonly reference?: (...args: never[]) => unknown;
}

export const numeric: readonly DataType[] = ['float32', 'float32', 'int32', 'bool'];
export const withStrings: readonly DataType[] = [...numeric, 'string'];
export const withComplex: readonly DataType[] = [...numeric, 'complex64'];
export const all: readonly DataType[] = [...numeric, 'complex64', 'string'];
export const float: readonly DataType[] = ['float32'];

export interface Drawing {
  readonly dtypes?: readonly DataType[];
  readonly of?: Values;
  /** Of int32, if others. */
  readonly ofIntegers?: Values;
  readonly ranks?: readonly [number, number];
}

/** A tensor of any shape. */
export const anyTensor = (
  draw: Draw,
  { dtypes = numeric, of = some, ofIntegers = of, ranks = [0, 6] }: Drawing = {},
): Drawn => {
  const [shape, dtype] = [drawShape(draw, ...ranks), draw.pick(dtypes)];
  return drawTensor(draw, shape, dtype, dtype === 'int32' ? ofIntegers : of);
};

/** What may be left out, with what follows it. */
export const optional = (draw: Draw, ...values: readonly unknown[]): unknown[] =>
  values.slice(0, draw.int(values.length + 1));
