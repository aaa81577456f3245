// internal: numbers as those of another type
import { attributesAs } from '@kindling/core';
import { Cast, type CastAttrs } from '@tensorflow/tfjs-core';
import { casts as formulas } from '../../kernels/elementwise/casts.ts';
import type { Formula } from '../../kernels/elementwise/elementwise.ts';
import { isNumeric } from '../adapter/numbers.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { elementwise, type Of } from './each.ts';

const cast = (of: Of, dtype: Of, formula: Formula): Replacement => {
  const { compute } = elementwise(Cast, [of, dtype], formula);
  return {
    name: Cast,
    compute: (inputs, attributes, device) =>
      attributesAs<CastAttrs>(attributes).dtype === dtype ? compute(inputs, attributes, device) : undefined,
  };
};

const refusal: Replacement = {
  name: Cast,
  compute: ({ x }, { dtype }) => {
    if (!isNumeric(x!) || (dtype !== 'complex64' && dtype !== 'string')) return undefined;
    throw new Error(`Cast: the wasm backend has no kernel for ${dtype}, from ${x!.dtype} [${x!.shape}]`);
  },
};

/** To another type than x has. */
export const casts: readonly Replacement[] = [
  ...(Object.keys(formulas) as Of[]).flatMap((of) =>
    Object.entries<Formula>(formulas[of]).map(([dtype, formula]) => cast(of, dtype as Of, formula)),
  ),
  refusal,
];
