/** What a dropped file is, told by its first bytes; its name is never asked. */
export type Dropped = 'archive' | 'project' | 'picture' | 'tar' | 'svg' | 'text' | 'empty' | 'unknown';

/** As many bytes as are looked at. */
export const headBytes = 512;

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);

const isPicture = (bytes: Uint8Array): boolean =>
  starts(bytes, 0x89, 0x50, 0x4e, 0x47) ||
  starts(bytes, 0xff, 0xd8, 0xff) ||
  text(bytes, 0, 4) === 'GIF8' ||
  (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') ||
  (text(bytes, 0, 2) === 'BM' && bytes.length > 26) ||
  text(bytes, 4, 4) === 'ftyp';

/** Safetensors: the length of a JSON header in 8 bytes, little-endian, then the header. */
const isProject = (bytes: Uint8Array): boolean => {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return false;
  return bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0;
};

/** No control characters but those of text; UTF-8 has bytes above 127. */
const isText = (bytes: Uint8Array): boolean => bytes.every((byte) => byte > 31 || (byte > 8 && byte < 14));

export const whatIs = (head: Uint8Array): Dropped => {
  if (head.length === 0) return 'empty';
  if (starts(head, 0x1f, 0x8b)) return 'archive';
  if (text(head, 257, 5) === 'ustar') return 'tar';
  if (isPicture(head)) return 'picture';
  if (isProject(head)) return 'project';
  if (!isText(head)) return 'unknown';
  return /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(
    new TextDecoder().decode(head),
  )
    ? 'svg'
    : 'text';
};
