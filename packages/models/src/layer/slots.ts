import { formatShape, show, sizeOf } from '@kindling/core';
import type { Initializer, InitializerName } from '../initializers/initializer.ts';
import { resolveInitializer } from '../initializers/resolve.ts';
import type { Regularizer } from '../regularizers/regularizer.ts';
import { itemsOf } from './itemsOf.ts';
import type { Shape } from './types.ts';

/** A place for one tensor of a layer's weights. */
export interface Slot {
  /** Every length must be known when the layer meets its input. */
  readonly shape: Shape;
  readonly init: InitializerName | Initializer;
  readonly regularizer?: Regularizer | undefined;
  /** `false` for a parameter that no optimizer may change. */
  readonly trainable?: boolean | undefined;
}

/** A layer's places by name; `undefined` for one that its configuration leaves out. */
export type Slots = Readonly<Record<string, Slot | undefined>>;

/** A slot of known shape. */
export interface Place {
  readonly key: string;
  readonly shape: readonly number[];
  readonly init: Initializer;
  readonly regularizer: Regularizer | undefined;
  readonly trainable: boolean;
}

/** What one typed array can hold on every platform. */
const mostValues = 2 ** 31 - 1;

const requireKnown = (owner: string, key: string, shape: unknown): readonly number[] => {
  const known = (length: unknown): length is number => Number.isSafeInteger(length) && (length as number) >= 0;
  if (!Array.isArray(shape) || !itemsOf(shape).every(known)) {
    throw new RangeError(
      `${owner}: every length of "${key}" must be known where the layer meets its input, got ${show(shape)}`,
    );
  }
  if (sizeOf(shape) > mostValues) {
    throw new RangeError(`${owner}: "${key}" may hold ${mostValues} numbers, its shape is ${formatShape(shape)}`);
  }
  return Object.freeze([...shape]);
};

/** The slots in use, in their order. */
export const placesOf = (owner: string, slots: Slots): readonly Place[] =>
  Object.entries(slots).flatMap(([key, slot]) =>
    slot === undefined
      ? []
      : {
          key,
          shape: requireKnown(owner, key, slot.shape),
          init: resolveInitializer(owner, slot.init),
          regularizer: slot.regularizer,
          trainable: slot.trainable !== false,
        },
  );
