import { deviceQueue } from '@kindling/core';
import { engine, memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { expectNear } from '@tests/kit';
import { onCpu } from '@tests/kit/offers';
import { expect } from 'vitest';

interface Found {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** What is computed on the backend in use, which keeps no tensor of it, and whose device refuses nothing. */
export const found = async (compute: () => Tensor): Promise<Found> => {
  const held = () => [memory().numTensors, engine().backend.numDataIds()];
  const before = held();
  const y = tidy(compute);
  const { shape, dtype } = y;
  const values = [...(await y.data())];
  y.dispose();
  await deviceQueue()?.settled();
  expect(held()).toEqual(before);
  return { shape, dtype, values };
};

/** That webgpu gives the shape, the dtype and, nearly, the numbers of cpu. */
export const expectAsOnCpu = async (compute: () => Tensor, about = '', tolerance = 1e-5): Promise<void> => {
  const here = await found(compute);
  const there = await onCpu(() => found(compute));
  expect({ shape: here.shape, dtype: here.dtype }, about).toEqual({ shape: there.shape, dtype: there.dtype });
  expectNear(here.values, there.values, tolerance, about);
};
