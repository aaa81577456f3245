import { effect, signal } from '@preact/signals';
import { pictureBytes } from '../draw/tile.ts';
import type { FirstLayer } from '../worker/protocol.ts';
import { layer } from './look.ts';
import { ask } from './trainer.ts';

/** The first layer with all its neurons; undefined until it was asked for. It may be of the epoch before. */
export const wholeLayer = signal<FirstLayer | undefined>(undefined);

/** A new run has a layer of its own. */
effect(() => {
  if (layer.value === undefined) wholeLayer.value = undefined;
});

/** Asks for all neurons where those at hand are not of now. Rejects in the worker's words. */
export const wantWholeLayer = async (): Promise<void> => {
  const of = layer.peek();
  if (of === undefined || wholeLayer.peek()?.epoch === of.epoch) return;
  const told = await ask('layer', {});
  if (layer.peek() === of) wholeLayer.value = told;
};

/** Pixels of one neuron's weights; undefined where they are not at hand. */
export const neuronPixels = (unit: number): Uint8Array | undefined => {
  for (const told of [layer.value, wholeLayer.value]) {
    const index = told?.units.indexOf(unit) ?? -1;
    if (index >= 0) return told!.pixels.subarray(index * pictureBytes, (index + 1) * pictureBytes);
  }
  return undefined;
};
