/** What a host array may hold. Bytes stay bytes: CIFAR-10 takes 184 MB, as floats it would take 738. */
export type TypedArray = Uint8Array | Int32Array | Float32Array;

/** What each kind of typed array is kept as: the clamped bytes of a canvas are bytes. */
export type Stored<D> = D extends TypedArray ? D : Uint8Array;

/** Whether a value is one of the typed arrays that a host array may hold. */
export const isTypedArray = (value: unknown): value is TypedArray =>
  value instanceof Uint8Array || value instanceof Int32Array || value instanceof Float32Array;
