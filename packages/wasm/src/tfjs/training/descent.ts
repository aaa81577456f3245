// internal: the steps of gradient descent with momentum and of RMSprop, for all parameters
import { momentumStep, type OptimizerStep, readStep, rmspropStep } from '@kindling/core';
import { momentumFormula, rmspropFormula } from '../../kernels/training/stepFormulas.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';
import { type StepLaunch, stepAll } from './stepAll.ts';

type Variant = Pick<StepLaunch, 'variant' | 'formula'>;

/** With momentum, and looking ahead with it. */
const [plain, ahead] = [momentumFormula(false), momentumFormula(true)];

const stepOf = <Scalar extends string, Slot extends string>(
  step: OptimizerStep<Scalar, Slot>,
  work: number,
  variantOf: (nesterov: boolean) => Variant,
): Replacement => ({
  name: step.name,
  compute: (inputs, { inPlace = false, nesterov = false }, device) => {
    if (!isFloat(...Object.values(inputs))) return undefined;
    const { scalars, slots, ...given } = readStep(step, inputs);
    const numbers = step.scalars.map((scalar) => device.address(scalars[scalar]));
    const lists = step.slots.map((slot) => slots[slot]);
    const options = { numbers, inPlace: inPlace as boolean, work };
    return stepAll(
      device,
      { ...given, slots: lists },
      { name: step.name, ...variantOf(nesterov as boolean), ...options },
    );
  },
});

export const descent: readonly Replacement[] = [
  stepOf(momentumStep, 0.35, (nesterov) => ({
    variant: nesterov ? ' nesterov' : '',
    formula: nesterov ? ahead : plain,
  })),
  stepOf(rmspropStep, 0.6, () => ({ formula: rmspropFormula })),
];
