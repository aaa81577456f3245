// internal: many small things in one buffer

/** The distance that a device wants between what is bound of one buffer. */
export const alignment = 256;

export interface Block<K> {
  readonly bytes: number;
  /** Of each thing, in bytes. */
  readonly offsets: ReadonlyMap<K, number>;
}

/** Things of these sizes in bytes, one behind the other. */
export const blockOf = <K>(things: Iterable<readonly [K, number]>): Block<K> => {
  let bytes = 0;
  const offsets = new Map<K, number>();
  for (const [thing, size] of things) {
    offsets.set(thing, bytes);
    bytes += Math.ceil(size / alignment) * alignment;
  }
  return { bytes, offsets };
};
