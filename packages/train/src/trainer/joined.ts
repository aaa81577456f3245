// internal: what a model gives for some batches, as one
import { concat, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** The batches' outputs, one below the other, name by name. */
export const joined = (outputs: readonly unknown[], names: readonly string[] | undefined): unknown =>
  names === undefined
    ? below(outputs as readonly Tensor[])
    : Object.fromEntries(
        names.map((name) => [
          name,
          below(outputs.map((output) => (output as Readonly<Record<string, Tensor>>)[name] as Tensor)),
        ]),
      );

const below = (parts: readonly Tensor[]): Tensor => tidy(() => concat([...parts]));
