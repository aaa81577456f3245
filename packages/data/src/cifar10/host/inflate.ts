// internal: gzip in a browser
import type { Bytes } from '../unpacked.ts';

/**
 * Unpacks as it is read.
 *
 * @throws Error for bytes that are no gzip, damaged, or cut; what the packed bytes themselves end with
 */
export async function* gunzip(packed: Bytes): AsyncGenerator<Uint8Array, void, undefined> {
  const { readable, writable } = new DecompressionStream('gzip');
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  let isAllGiven = false;
  let fault: { readonly error: unknown } | undefined;
  async function* noted(): Bytes {
    try {
      yield* packed;
    } catch (error) {
      fault = { error };
      throw error;
    }
  }
  const feed = async (): Promise<void> => {
    for await (const chunk of noted()) await writer.write(chunk);
    isAllGiven = true;
    await writer.close();
  };
  feed().catch((error) => writer.abort(error).catch(() => undefined)); // the reader is told
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    if (fault !== undefined) throw fault.error;
    throw new Error(isAllGiven ? 'it ends in the middle' : 'it is not a gzip archive, or is damaged');
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
