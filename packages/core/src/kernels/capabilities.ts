import { getBackend, type Tensor } from '@tensorflow/tfjs-core';

/** What a backend can do beyond the kernels that it registers. */
export interface Capabilities {
  /** Whether an uploaded array is copied at once, so that the caller may write over it. Default: false. */
  readonly copiesUploads: boolean;
  /** Whether numbers are read within the call, so that many small reads cost no more than one. Default: false. */
  readonly readsAtOnce: boolean;
  /** Whether its gradient of max pooling is right. Default: true. */
  readonly maxPoolGradient: boolean;
  /** Whether its max pooling, and the gradient, let NaN win where they are given `keepsNaN`. Default: false. */
  readonly maxPoolKeepsNaN: boolean;
  /** Whether its gradient of average pooling leaves the padding out, as its average does. Default: false. */
  readonly paddedAveragePoolGradient: boolean;
  /** The width of its vectors: sums over wider ones can differ in their last bits. Default: it does not tell. */
  readonly vectorBits?: number | undefined;
  /**
   * A float32 tensor's numbers where they lie, in memory of the host: until the next operation, and to write over where
   * no other tensor has them. Default: it can't show them.
   */
  readonly hostView?: ((tensor: Tensor) => Float32Array) | undefined;
}

const usual: Capabilities = {
  copiesUploads: false,
  readsAtOnce: false,
  maxPoolGradient: true,
  maxPoolKeepsNaN: false,
  paddedAveragePoolGradient: false,
};

/** Of tfjs's own backends as they are published, where they differ from the usual. */
const published: Readonly<Record<string, Partial<Capabilities>>> = {
  cpu: { readsAtOnce: true },
  wasm: { copiesUploads: true, readsAtOnce: true, maxPoolGradient: false },
};

/** What was declared of each backend, the latest last. */
const declared = new Map<string, readonly Partial<Capabilities>[]>();

/**
 * Says what a backend can do: called by what starts or mends it.
 *
 * @param backend its name in tfjs
 * @returns the undo
 */
export const declareCapabilities = (backend: string, capabilities: Partial<Capabilities>): (() => void) => {
  const own = { ...capabilities };
  declared.set(backend, [...(declared.get(backend) ?? []), own]);
  return () => {
    const left = (declared.get(backend) ?? []).filter((other) => other !== own);
    if (left.length === 0) declared.delete(backend);
    else declared.set(backend, left);
  };
};

/** What the backend in use can do. */
export const capabilities = (): Capabilities => {
  const backend = getBackend();
  return Object.assign({}, usual, published[backend], ...(declared.get(backend) ?? []));
};
