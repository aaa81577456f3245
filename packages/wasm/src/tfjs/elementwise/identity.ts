// internal: results that are their input, which tfjs's wasm backend copies
import { attributesAs } from '@kindling/core';
import { Cast, type CastAttrs, Identity } from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';

export const identities: readonly Replacement[] = [
  {
    name: Identity,
    compute: ({ x }, _attributes, device) => (x!.dtype === 'string' ? undefined : device.alias(x!, x!.shape)),
  },
  {
    name: Cast,
    compute: ({ x }, params, device) =>
      x!.dtype === attributesAs<CastAttrs>(params).dtype && x!.dtype !== 'string'
        ? device.alias(x!, x!.shape)
        : undefined,
  },
];
