// internal: what processor a native library is for, by its first bytes

const elf: Readonly<Record<number, string>> = { 62: 'x64', 183: 'arm64', 3: 'ia32', 40: 'arm', 21: 'ppc64' };
const machO: Readonly<Record<number, string>> = { 16777223: 'x64', 16777228: 'arm64' };
const pe: Readonly<Record<number, string>> = { 34404: 'x64', 43620: 'arm64', 332: 'ia32' };

/** How many bytes tell. */
export const headBytes = 1024;

/** In Node's words: `x64`, `arm64`; undefined for what is no library, or one for several. */
export const architectureOf = (head: Uint8Array): string | undefined => {
  if (head.length < 64) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) return elf[view.getUint16(18, head[5] === 1)];
  if (magic === 0xcffaedfe) return machO[view.getUint32(4, true)];
  const at = view.getUint32(60, true);
  if (magic >>> 16 !== 0x4d5a || at + 6 > head.length) return undefined;
  return pe[view.getUint16(at + 4, true)];
};
