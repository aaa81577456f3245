// internal: gives tfjs's WebAssembly module memory that threads can share

/** Sections of the binary format (https://webassembly.github.io/spec/core/binary/modules.html#sections). */
const memorySection = 5;
const exportSection = 7;

/** Kinds of limits: with a maximum, and with a maximum and shared. */
const limited = 1;
const limitedShared = 3;

/** What no module but tfjs's exports. */
const exported = ['register_tensor', '_FusedMatMul'];

interface Section {
  readonly id: number;
  readonly begin: number;
  readonly end: number;
}

/** Whether this is tfjs's module, and not another program's. */
export const isTfjsModule = (bytes: Uint8Array): boolean => exportsTfjs(bytes, sectionsOf(bytes));

/**
 * The module with its one memory marked as shared; undefined where it is not tfjs's. The code stays as it is: what runs
 * on one thread does not see whether others could look on.
 *
 * @throws Where tfjs's memory is not as it was in 4.22: defined by the module, with a maximum.
 */
export const sharedBinary = (bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined => {
  const sections = sectionsOf(bytes);
  if (!exportsTfjs(bytes, sections)) return undefined;
  const memory = sections.find(({ id }) => id === memorySection);
  const [count, limits] = memory === undefined ? [] : bytes.subarray(memory.begin, memory.end);
  if (memory === undefined || count !== 1 || limits !== limited) {
    throw new Error(`sharedBinary: tfjs's memory must be one with a maximum, got ${count ?? 0} of kind ${limits}`);
  }
  const shared = new Uint8Array(bytes);
  shared[memory.begin + 1] = limitedShared;
  return shared;
};

const exportsTfjs = (bytes: Uint8Array, sections: readonly Section[]): boolean => {
  const exports = sections.find(({ id }) => id === exportSection);
  if (exports === undefined) return false;
  const names = String.fromCharCode(...bytes.subarray(exports.begin, Math.min(exports.end, exports.begin + maxNames)));
  return exported.every((name) => names.includes(name));
};

/** Enough for all that tfjs exports. */
const maxNames = 16384;

/** The sections of a module; as far as they are whole, if it is none. */
const sectionsOf = (bytes: Uint8Array): Section[] => {
  const sections: Section[] = [];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at]!;
    const [length, begin] = unsigned(bytes, at + 1);
    if (begin + length > bytes.length) break;
    sections.push({ id, begin, end: begin + length });
    at = begin + length;
  }
  return sections;
};

/** An unsigned 32-bit integer in LEB128, and where it ends: past all there is, if it does not. */
const unsigned = (bytes: Uint8Array, at: number): readonly [value: number, end: number] => {
  let value = 0;
  for (let i = 0; i < 5 && at + i < bytes.length; i++) {
    const byte = bytes[at + i]!;
    value += (byte & 127) * 128 ** i;
    if (byte < 128) return [value, at + i + 1];
  }
  return [0, bytes.length + 1];
};
