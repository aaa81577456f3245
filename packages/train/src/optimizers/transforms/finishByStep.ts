// internal: the end of a chain, for all parameters at once
import { mapValues, type OptimizerStep, type StepAttributes, takeStep } from '@kindling/core';
import type { Tree } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TransformFinish, TransformFlow, TransformOwn } from '../transform.ts';

/** Takes a step whose scalars and slots have the names of the transform's own. */
export const finishByStep = <Scalar extends string, Slot extends string>(
  step: OptimizerStep<Scalar, Slot>,
  { params, updates }: TransformFlow,
  own: TransformOwn,
  attributes: StepAttributes,
): TransformFinish => {
  const names = Object.keys(params);
  const listed = (tree: Tree): readonly Tensor[] => names.map((name) => tree[name] as Tensor);
  const named = (tensors: readonly Tensor[]): Tree => Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const next = takeStep(
    step,
    {
      scalars: own.scalars as Readonly<Record<Scalar, Tensor>>,
      params: listed(params),
      gradients: listed(updates),
      slots: mapValues(own.slots, listed) as Readonly<Record<Slot, readonly Tensor[]>>,
    },
    attributes,
  );
  return { params: named(next.params), slots: mapValues(next.slots, named) };
};
