import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors by name, flat: `dense_1/kernel`; those of a model inside a model are `encoder/dense_1/kernel`. */
export type Tree = Readonly<Record<string, Tensor>>;
