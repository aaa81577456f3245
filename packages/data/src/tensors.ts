// internal: which tensors an element holds, and who frees them
import { dispose, Tensor } from '@tensorflow/tfjs-core';

/** The tensors of an element: itself, or those in its records and lists; the insides of other objects are their own. */
export const tensorsIn = (element: unknown): readonly Tensor[] => {
  if (element instanceof Tensor) return [element];
  if (Array.isArray(element)) return element.flatMap(tensorsIn);
  return isRecord(element) ? Object.values(element).flatMap(tensorsIn) : [];
};

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Frees an element that nobody will see. */
export const release = (element: unknown): void => {
  dispose([...tensorsIn(element)]);
};
