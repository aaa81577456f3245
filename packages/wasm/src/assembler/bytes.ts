// internal: the byte encodings of the wasm binary format (https://webassembly.github.io/spec/core/binary/values.html)

/** An unsigned integer in LEB128. */
export const unsigned = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
};

/** A signed 32-bit integer in LEB128. */
export const signed = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
};

/** The four bytes of a float32. */
export const float = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];

/** A name: its length, then ASCII. */
export const name = (text: string): number[] => [...unsigned(text.length), ...[...text].map((c) => c.charCodeAt(0))];

/** A vector: its length, then its elements. */
export const vector = (elements: readonly (readonly number[])[]): number[] => [
  ...unsigned(elements.length),
  ...elements.flat(),
];

/** A section of a module. */
export const section = (id: number, body: readonly number[]): number[] => [id, ...unsigned(body.length), ...body];
