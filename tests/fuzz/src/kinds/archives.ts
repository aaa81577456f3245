import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { load } from '../../../../packages/data/src/cifar10/load.ts';
import {
  batches,
  smallLayout,
  tarball,
  wholeArchive,
  wholeEntries,
} from '../../../../packages/data/testing/archives.ts';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind, Wrong } from '../kind.ts';

const settings = { layout: smallLayout, stallMs: 1000, write: async () => undefined };
const whole = new Uint8Array(tarball(wholeEntries));
const block = 512;

let folder: string | undefined;
const folderOf = (): string => {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'kindling-fuzz-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
};

const packed = (tar: Uint8Array): Uint8Array => gzipSync(tar, { level: 1 });

/** A header whose checksum fits again. */
const patched = (draw: Draw): Uint8Array => {
  const tar = whole.slice();
  const heads = Array.from({ length: tar.length / block }, (_, i) => i * block).filter(
    (at) => String.fromCharCode(...tar.subarray(at + 257, at + 262)) === 'ustar',
  );
  const at = draw.pick(heads);
  for (let left = 1 + draw.int(3); left > 0; left--) {
    tar[at + draw.pick([draw.int(100), 124 + draw.int(11), 156, 345 + draw.int(20)])] = draw.pick([
      0,
      0x2e,
      0x2f,
      0x30,
      0x37,
      draw.int(256),
    ]);
  }
  const sum = tar.subarray(at, at + block).reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  tar.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), at + 148);
  return tar;
};

const made = (draw: Draw): Uint8Array => {
  switch (draw.int(5)) {
    case 0:
      return draw.mutated(wholeArchive);
    case 1:
      return packed(draw.mutated(whole));
    case 2: {
      // Numbers of one picture, or a label.
      const tar = whole.slice();
      const at = tar.length - draw.int(tar.length);
      tar[at - 1] = draw.int(256);
      return packed(tar);
    }
    case 3:
      return packed(
        tarball(
          [...wholeEntries]
            .sort(() => draw.int(3) - 1)
            .slice(draw.int(2))
            .concat(draw.chance(0.2) ? batches : []),
        ),
      );
    default:
      return packed(patched(draw));
  }
};

const read = async (archive: Uint8Array) => {
  const path = join(folderOf(), 'cifar-10-binary.tar.gz');
  writeFileSync(path, archive);
  const notes: string[] = [];
  const { train, test } = await load({ path }, settings, (line) => void notes.push(line));
  return { notes, data: [train, test].map(({ x, y }) => [x.data, y.data, x.shape, y.shape]) };
};
let official: ReturnType<typeof read> | undefined;

/** Archives of CIFAR-10: refused, read as the official one, or read with a note that it is another. */
export const archives: Kind = {
  name: 'archives',
  once: async (draw) => {
    official ??= read(wholeArchive);
    const expected = await official;
    const answer = await answerOf(() => read(made(draw)), { about: 'cifar10' });
    if ('error' in answer) return 'refused';
    const { notes, data } = answer.value;
    if (notes.length === 0 && !isDeepStrictEqual(data, expected.data))
      throw new Wrong('other pictures, without a note');
    const labels = data.map(([, y]) => y as Uint8Array);
    if (!labels.every((list) => list.every((label) => label < 10))) throw new Wrong('a label past the classes');
    return 'accepted';
  },
};
