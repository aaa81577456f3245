// internal: products of int32 and bool matrices
import { attributesAs, sizeOf } from '@kindling/core';
import {
  _FusedMatMul,
  BatchMatMul,
  type BatchMatMulAttrs,
  broadcast_util,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { finishElsewhere } from '../adapter/activation.ts';
import { isNumeric, type Numbers, numbersOf, written } from '../adapter/numbers.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';
import { stridesOf } from './walk.ts';

/** Where the matrices of an operand begin, for each of a broadcast result. */
const placesOf = (own: readonly number[], outer: readonly number[], size: number): number[] => {
  const strides = stridesOf(own);
  let places = [0];
  outer.forEach((length, axis) => {
    const mine = axis - (outer.length - own.length);
    const stride = mine < 0 || own[mine] === 1 ? 0 : strides[mine]! * size;
    places = places.flatMap((place) => Array.from({ length }, (_, i) => place + i * stride));
  });
  return places;
};

const product = (device: Device, a: TensorInfo, b: TensorInfo, attributes: BatchMatMulAttrs): TensorInfo => {
  const { transposeA, transposeB } = attributes;
  const [[aRows, aColumns], [bRows, bColumns]] = [a.shape.slice(-2), b.shape.slice(-2)] as [
    [number, number],
    [number, number],
  ];
  const [m, k, n] = [transposeA ? aColumns : aRows, transposeA ? aRows : aColumns, transposeB ? bRows : bColumns];
  const inner = transposeB ? bColumns : bRows;
  if (k !== inner) throw new Error(`matMul: the inner lengths must be equal, got [${a.shape}] and [${b.shape}]`);
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const [placesA, placesB] = [placesOf(outerA, outer, m * k), placesOf(outerB, outer, k * n)];
  const [row, alongA] = transposeA ? [1, m] : [k, 1];
  const [column, alongB] = transposeB ? [k, 1] : [1, n];
  return written(device, [...outer, m, n], a.dtype, (y: Numbers) => {
    const [first, second] = [numbersOf(device, a), numbersOf(device, b)];
    let at = 0;
    for (let matrix = 0; matrix < sizeOf(outer); matrix++) {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let [sum, left, right] = [0, placesA[matrix]! + i * row, placesB[matrix]! + j * column];
          // As int32 overflows.
          for (let l = 0; l < k; l++, left += alongA, right += alongB)
            sum = (sum + Math.imul(first[left]!, second[right]!)) | 0;
          y[at++] = a.dtype === 'bool' ? Number(sum !== 0) : sum;
        }
      }
    }
  });
};

export const integerMatMul: readonly Replacement[] = [
  {
    name: BatchMatMul,
    compute: ({ a, b }, params, device) => {
      if (isFloat(a, b) || !isNumeric(a!, b!)) return undefined;
      return product(device, a!, b!, attributesAs<BatchMatMulAttrs>(params));
    },
  },
  {
    name: _FusedMatMul,
    compute: (inputs, params, device) => {
      const { a, b } = inputs;
      if (isFloat(a, b) || !isNumeric(a!, b!)) return undefined;
      return finishElsewhere(device, product(device, a!, b!, attributesAs<BatchMatMulAttrs>(params)), inputs, params);
    },
  },
];
