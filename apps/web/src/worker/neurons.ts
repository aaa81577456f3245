import type { Model } from '@kindling/models';
import type { FirstLayer } from './protocol.ts';

/** Numbers that a neuron of the first layer reads: a picture's. */
export const inputs = 32 * 32 * 3;

/** The kernel of the first layer, `[inputs, units]`, by its name in the weights. */
export const kernelName = ({ weightShapes }: Pick<Model, 'weightShapes'>): string =>
  Object.entries(weightShapes.params).find(([, shape]) => shape.length === 2 && shape[0] === inputs)?.[0] as string;

/** How far each neuron's weights are from where they began. */
export const movedOf = (kernel: Float32Array, initial: Float32Array): Float32Array => {
  const units = kernel.length / inputs;
  const squares = new Float64Array(units);
  for (let pixel = 0, i = 0; pixel < inputs; pixel++) {
    for (let unit = 0; unit < units; unit++, i++) {
      const by = (kernel[i] as number) - (initial[i] as number);
      squares[unit] = (squares[unit] as number) + by * by;
    }
  }
  return Float32Array.from(squares, Math.sqrt);
};

/** Grey where a weight is 0; the largest of all is white or black. */
const byteOf = (weight: number, largest: number): number => 128 + Math.round((127 * weight) / largest);

/**
 * The neurons that moved most, at most so many, as pictures on one scale.
 *
 * @param epoch epochs done
 */
export const layerOf = (
  kernel: Float32Array,
  initial: Float32Array,
  epoch: number,
  most = Number.POSITIVE_INFINITY,
): FirstLayer => {
  const total = kernel.length / inputs;
  const distances = movedOf(kernel, initial);
  const farthest = distances.reduce((a, b) => Math.max(a, b), 0) || 1;
  const largest = kernel.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || 1;
  const units = Uint16Array.from(distances.keys())
    .sort((a, b) => (distances[b] as number) - (distances[a] as number) || a - b)
    .slice(0, Math.min(most, total));
  const pixels = new Uint8Array(units.length * inputs);
  units.forEach((unit, place) => {
    for (let pixel = 0; pixel < inputs; pixel++) {
      pixels[place * inputs + pixel] = byteOf(kernel[pixel * total + unit] as number, largest);
    }
  });
  return {
    epoch,
    units,
    pixels,
    moved: Float32Array.from(units, (unit) => (distances[unit] as number) / farthest),
    total,
  };
};
