// internal: a reader of tar archives that writes nothing, holds one block, and refuses what a data set has no need of

/** A file in an archive. Its bytes are read while the archive is, before the next file is requested. */
export interface FileEntry {
  /** Without folders. */
  readonly name: string;
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const blockBytes = 512;
const text = new TextDecoder();

/**
 * The files of a tar archive (POSIX.1-1988, "ustar"), in order. What the reader leaves of a file is passed over.
 *
 * Folders are passed over too, and so are extended headers: these hold attributes, or names of more than 100
 * characters.
 *
 * @throws Error for an archive that ends early or has a damaged header, for links and devices, and for paths that lead
 *   out of the archive
 */
export async function* tarFiles(archive: AsyncIterable<Uint8Array>): AsyncGenerator<FileEntry, void, undefined> {
  let unread: Uint8Array = new Uint8Array(0);
  const chunks = archive[Symbol.asyncIterator]();
  /** Between one and `most` bytes. */
  const some = async (most: number): Promise<Uint8Array> => {
    while (unread.length === 0) {
      const next = await chunks.next();
      if (next.done) throw new Error('it ends in the middle');
      unread = next.value;
    }
    const part = unread.subarray(0, most);
    unread = unread.subarray(part.length);
    return part;
  };
  const block = new Uint8Array(blockBytes);
  try {
    for (;;) {
      for (let filled = 0; filled < blockBytes; ) {
        const part = await some(blockBytes - filled);
        block.set(part, filled);
        filled += part.length;
      }
      if (block.every((byte) => byte === 0)) break;
      const { path, size, type } = header(block);
      let left = size;
      const body = async function* () {
        while (left > 0) {
          const part = await some(left);
          left -= part.length;
          yield part;
        }
      };
      if (type === 'file') yield { name: baseName(path), size, chunks: body() };
      left += -size & (blockBytes - 1);
      while (left > 0) left -= (await some(left)).length;
    }
    // To the very end, where a compressed archive has its checksum.
    while (!(await chunks.next()).done);
  } finally {
    await chunks.return?.();
  }
}

interface Header {
  readonly path: string;
  readonly size: number;
  readonly type: 'file' | 'none';
}

const header = (block: Uint8Array): Header => {
  const sum = block.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (octal(block, 148, 8) !== sum) throw new Error('it is not a tar archive, or is damaged');
  const prefix = field(block, 257, 6) === 'ustar' ? field(block, 345, 155) : '';
  const name = field(block, 0, 100);
  return { path: prefix === '' ? name : `${prefix}/${name}`, size: octal(block, 124, 12), type: typeOf(block, name) };
};

const typeOf = (block: Uint8Array, name: string): Header['type'] => {
  const flag = String.fromCharCode(block[156]!);
  if (['0', '\0', '7'].includes(flag)) return 'file';
  // A folder; extended headers of POSIX (for a file, for all) and of GNU (long name, long link).
  if (['5', 'x', 'g', 'L', 'K'].includes(flag)) return 'none';
  throw new Error(`it holds ${JSON.stringify(name)}, which is a link or a device and no file`);
};

/** Text up to the first zero byte. */
const field = (block: Uint8Array, from: number, length: number): string => {
  const bytes = block.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return text.decode(end === -1 ? bytes : bytes.subarray(0, end));
};

const octal = (block: Uint8Array, from: number, length: number): number => {
  const digits = field(block, from, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw new Error('it is not a tar archive, or is damaged');
  return Number.parseInt(digits, 8);
};

const baseName = (path: string): string => {
  const steps = path.split(/[/\\]/);
  if (/^([/\\]|[a-z]:)/i.test(path) || steps.includes('..')) {
    throw new Error(`it holds ${JSON.stringify(path)}, a path that leads out of the archive`);
  }
  return steps.at(-1)!;
};
