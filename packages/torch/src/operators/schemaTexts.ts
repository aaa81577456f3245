// internal: reads from a library's file which operators it registers
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { constantData } from './constantData.ts';

/** What every schema has between its arguments and results. */
const arrow = Buffer.from(') -> ');

/** No schema is longer. */
const longest = 4096;

/**
 * The texts with which libtorch registers its operators, as its file has them: each ends with a zero byte. They lie
 * close together in constant data, 18 MB of a file of 400, so this takes 30 to 80 ms.
 */
export const schemaTexts = (file: string): readonly string[] => {
  const descriptor = openSync(file, 'r');
  try {
    const { start, length } = constantData(descriptor) ?? { start: 0, length: fstatSync(descriptor).size };
    const texts: string[] = [];
    const chunk = Buffer.alloc(Math.min(length, 2 ** 20));
    // Chunks overlap, so that none cuts a text.
    for (let at = 0; at < length; at += chunk.length - longest) {
      const read = readSync(descriptor, chunk, 0, Math.min(chunk.length, length - at), start + at);
      textsOf(chunk.subarray(0, read), at === 0, texts);
      if (at + read >= length || read === 0) break;
    }
    return texts;
  } finally {
    closeSync(descriptor);
  }
};

const textsOf = (bytes: Buffer, isFirst: boolean, texts: string[]): void => {
  for (let at = bytes.indexOf(arrow); at >= 0; at = bytes.indexOf(arrow, at + 1)) {
    const start = bytes.lastIndexOf(0, at) + 1;
    const end = bytes.indexOf(0, at);
    if (end < 0) return;
    if (start === 0 && !isFirst) continue;
    if (at - start < longest && end - at < longest) texts.push(bytes.toString('latin1', start, end));
  }
};
