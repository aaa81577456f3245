// internal: the step of Adam for all parameters
import { Adam, readAdam } from '@kindling/core';
import { adamFormula } from '../../kernels/training/stepFormulas.ts';
import { bitsOf } from '../adapter/bits.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';
import { stepAll } from './stepAll.ts';

export const adam: readonly Replacement[] = [
  {
    name: Adam,
    compute: (inputs, { first = 1, second = 1, inPlace = false }, device) => {
      if (!isFloat(...Object.values(inputs))) return undefined;
      const { scalars, params, gradients, m, v } = readAdam(inputs);
      const { beta1, beta2, alpha, epsilon } = scalars;
      const addresses = [beta1, beta2, alpha, epsilon].map(device.address);
      return stepAll(
        device,
        { params, gradients, slots: [m, v] },
        {
          name: Adam,
          formula: adamFormula,
          numbers: [...addresses, bitsOf(first as number), bitsOf(second as number)],
          inPlace: inPlace as boolean,
          work: 0.7,
        },
      );
    },
  },
];
