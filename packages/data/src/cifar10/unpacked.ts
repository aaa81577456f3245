// internal: a tar archive, packed or not

export type Bytes = AsyncIterable<Uint8Array<ArrayBuffer>, void, undefined>;

/** Unpacks gzip, each host in its way. */
export type Gunzip = (packed: Bytes) => AsyncIterable<Uint8Array>;

/** The first byte of what gzip has packed. */
export const gzipMagic = 0x1f;

const magic = 'ustar';
const magicAt = 257;

/** Whether these bytes begin a tar archive as it is, not packed. */
export const beginsTar = (head: Uint8Array): boolean =>
  String.fromCharCode(...head.subarray(magicAt, magicAt + magic.length)) === magic;

/**
 * The bytes of a tar archive: many servers and some browsers unpack a `.tar.gz` on its way.
 *
 * @throws Error for what begins as neither
 */
export async function* unpacked(archive: Bytes, gunzip: Gunzip): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = archive[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  async function* all(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    try {
      if (head.length > 0) yield head;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  try {
    while (head.length < magicAt + magic.length) {
      const { done, value } = await chunks.next();
      if (done) break;
      const longer = new Uint8Array(head.length + value.length);
      longer.set(head);
      longer.set(value, head.length);
      head = longer;
    }
    if (head.length > 0 && head[0] !== gzipMagic && !beginsTar(head)) {
      throw new Error('it is not a gzip archive, or is damaged');
    }
    yield* beginsTar(head) ? all() : gunzip(all());
  } finally {
    await chunks.return?.();
  }
}
