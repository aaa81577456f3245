// internal: a File or Blob as a source of bytes
import type { ByteSource } from './safetensors.ts';

/** Reads piece by piece: a File of any size stays on its disk. */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: async (at, into) => {
    const bytes = new Uint8Array(await blob.slice(at, at + into.length).arrayBuffer());
    if (bytes.length < into.length) throw new Error(`the file ends at byte ${at + bytes.length}: it was cut`);
    into.set(bytes);
  },
});
