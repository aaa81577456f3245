// internal: kernels of tfjs on webgpu that transpose within, with a shader that is wrong for integers
import { BatchToSpaceND, Cast, Einsum, type TensorInfo } from '@tensorflow/tfjs-core';
import { asFloats } from '../adapter/gpu.ts';
import type { Device, Inputs, Replacement } from '../adapter/replacement.ts';

/** tfjs's own kernel, of the same numbers as floats. */
const onFloats = (inputs: Inputs, attributes: object, device: Device): TensorInfo => {
  const made: TensorInfo[] = [];
  const floats = Object.entries(inputs).map(([key, tensor]) => {
    if (!device.isInteger(tensor)) return [key, tensor] as const;
    const float = asFloats(tensor, device);
    made.push(float);
    return [key, float] as const;
  });
  const given: Inputs = Object.assign(Array.isArray(inputs) ? [] : {}, Object.fromEntries(floats));
  const y = device.stock(given, attributes as Record<string, unknown>);
  for (const each of made) device.release(each);
  return y;
};

const rearranged = (name: string): Replacement => ({
  name,
  compute(inputs, attributes, device) {
    const tensors = Object.values(inputs);
    if (!tensors.some((tensor) => device.isInteger(tensor))) return undefined;
    const y = onFloats(inputs, attributes, device);
    const dtype = tensors[0]!.dtype;
    if (dtype === 'float32') return y;
    const whole = device.call(Cast, { x: y }, { dtype });
    device.release(y);
    return whole;
  },
});

export const rearrangements: readonly Replacement[] = [BatchToSpaceND, Einsum].map(rearranged);
