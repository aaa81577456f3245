import { type OptimizerStep, type StepAttributes, takeStep } from '@kindling/core';
import { scalar, type Tensor } from '@tensorflow/tfjs-core';

/** An optimizer's step as a kernel to test: of parameter after parameter p, g and each slot, all at once. */
export const stepSamples = <Scalar extends string, Slot extends string>(
  step: OptimizerStep<Scalar, Slot>,
  numbers: Readonly<Record<Scalar, number>>,
  attributes: StepAttributes,
) => ({
  kernels: [step.name],
  tolerance: 0,
  differentiable: false,
  run: (...xs: Tensor[]): readonly Tensor[] => {
    const each = 2 + step.slots.length;
    const list = (i: number): readonly Tensor[] => xs.filter((_, at) => at % each === i);
    const scalars = step.scalars.map((name) => [name, scalar(numbers[name])] as const);
    const slots = step.slots.map((name, i) => [name, list(2 + i)] as const);
    const next = takeStep(
      step,
      {
        scalars: Object.fromEntries(scalars) as Record<Scalar, Tensor>,
        slots: Object.fromEntries(slots) as Record<Slot, readonly Tensor[]>,
        params: list(0),
        gradients: list(1),
      },
      attributes,
    );
    return [...next.params, ...step.slots.flatMap((name) => next.slots[name])];
  },
});
