import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, type SafetensorsEntry } from './safetensors.ts';

/** A file with this header, as an object or as text, and this many bytes of data. */
const file = (header: unknown, dataBytes = 0): Uint8Array => {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
};
const vector = (begin: number, end: number) => ({
  dtype: 'F32',
  shape: [(end - begin) / 4],
  data_offsets: [begin, end],
});
const floats = (...values: number[]): SafetensorsEntry => ({
  dtype: 'F32',
  shape: [values.length],
  bytes: new Uint8Array(new Float32Array(values).buffer),
});
const none = new Map<string, never>();
const fault = (bytes: Uint8Array): string => {
  try {
    decodeSafetensors(bytes);
  } catch (error) {
    return error instanceof Error ? error.message : 'no error object';
  }
  return 'no error';
};

// Written by the Python package safetensors 0.8.0: save_file({'dense/kernel': arange(6, float32).reshape(2, 3) / 4 -
// 0.5, 'dense/bias': float32 [1.5, -2, 0], 'step': int32 7, 'mask': [True, False, True], 'none': zeros((0, 4),
// float32)}, metadata={'format': 'np', 'note': '“quoted”'})
const python =
  'cAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJub3RlIjoi4oCccXVvdGVk4oCdIiwiZm9ybWF0IjoibnAifSwiZGVuc2UvYmlhcyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzAsMTJdfSwiZGVuc2Uva2VybmVsIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDNdLCJkYXRhX29mZnNldHMiOlsxMiwzNl19LCJub25lIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlswLDRdLCJkYXRhX29mZnNldHMiOlszNiwzNl19LCJzdGVwIjp7ImR0eXBlIjoiSTMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOlszNiw0MF19LCJtYXNrIjp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzQwLDQzXX19ICAgICAgIAAAwD8AAADAAAAAAAAAAL8AAIC+AAAAAAAAgD4AAAA/AABAPwcAAAABAAE=';

test('a file written by the reference implementation is read', () => {
  const { tensors, metadata } = decodeSafetensors(Uint8Array.from(Buffer.from(python, 'base64')));
  expect(Object.fromEntries(metadata)).toEqual({ format: 'np', note: '“quoted”' });
  const kernel = tensors.get('dense/kernel');
  expect([kernel?.dtype, kernel?.shape]).toEqual(['F32', [2, 3]]);
  expect(Array.from(new Float32Array(kernel!.bytes.slice().buffer))).toEqual([-0.5, -0.25, 0, 0.25, 0.5, 0.75]);
  expect(Array.from(new Int32Array(tensors.get('step')!.bytes.slice().buffer))).toEqual([7]);
  expect(tensors.get('step')?.shape).toEqual([]);
  expect(Array.from(tensors.get('mask')!.bytes)).toEqual([1, 0, 1]);
  expect(tensors.get('none')).toEqual({ dtype: 'F32', shape: [0, 4], bytes: new Uint8Array(0) });
});

test('what is written is read again, names and strings of any kind too', () => {
  const tensors = new Map<string, SafetensorsEntry>([
    ['mask', { dtype: 'BOOL', shape: [1, 3], bytes: Uint8Array.of(1, 0, 1) }],
    ['constructor', floats(1, 2)],
    ['0', floats()],
    ['größe "x"\n', { dtype: 'I32', shape: [], bytes: Uint8Array.of(1, 2, 3, 4) }],
    ['wide', { dtype: 'F64', shape: [1], bytes: new Uint8Array(8).fill(9) }],
  ]);
  const metadata = new Map([
    ['model', '{"a":"\\u2028"}'],
    ['__proto__', 'a string like another'],
  ]);
  const again = decodeSafetensors(encodeSafetensors({ tensors, metadata }));
  expect(new Map([...again.tensors].sort())).toEqual(new Map([...tensors].sort()));
  expect(again.metadata).toEqual(metadata);
});

test('data is aligned: the header fills up a multiple of 8 bytes, wide elements come first, the rest as given', () => {
  for (const note of ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg']) {
    const bytes = encodeSafetensors({
      tensors: new Map<string, SafetensorsEntry>([
        ['odd', { dtype: 'U8', shape: [3], bytes: Uint8Array.of(1, 2, 3) }],
        ['b', floats(5)],
        ['a', floats(6)],
      ]),
      metadata: new Map([['note', note]]),
    });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(header).toMatch(/^\{.*\} {0,7}$/);
    const { b, a, odd } = JSON.parse(header);
    expect([b.data_offsets, a.data_offsets, odd.data_offsets]).toEqual([
      [0, 4],
      [4, 8],
      [8, 11],
    ]);
    expect(bytes.length).toBe(8 + length + 11);
  }
});

test('an empty file of no tensors is a file', () => {
  const bytes = encodeSafetensors({ tensors: none, metadata: none });
  expect(decodeSafetensors(bytes)).toEqual({ tensors: none, metadata: none });
});

test('a file cut anywhere is refused', () => {
  const whole = encodeSafetensors({ tensors: new Map([['w', floats(1, 2, 3)]]), metadata: new Map([['k', 'v']]) });
  for (let length = 0; length < whole.length; length++)
    expect(fault(whole.slice(0, length))).toMatch(/^safetensors: .*byte/s);
  expect(fault(whole.slice(0, -4))).toBe(
    'safetensors: tensor "w" ends at byte 12 of the data, which has 8: is the file cut?',
  );
  expect(fault(whole.slice(0, 5))).toContain('a file opens with 8 bytes of header length, got 5 bytes in all');
});

test('a header longer than the file is refused before anything is read', () => {
  const huge = new Uint8Array(64);
  new DataView(huge.buffer).setBigUint64(0, 2n ** 40n, true);
  expect(fault(huge)).toBe(
    'safetensors: the header should have 1099511627776 bytes, but 56 are left: cut, or not safetensors',
  );
  expect(fault(new Uint8Array(64).fill(255))).toContain('18446744073709551615 bytes');
});

test('a header beyond the limit of the reference is neither read nor written', () => {
  const long = new Uint8Array(8 + 100_000_008);
  new DataView(long.buffer).setBigUint64(0, 100_000_008n, true);
  expect(fault(long)).toBe(
    'safetensors: the header may have 100000000 bytes, and it should have 100000008: not safetensors',
  );
  const metadata = new Map([['note', 'x'.repeat(100_000_000)]]);
  expect(() => encodeSafetensors({ tensors: none, metadata })).toThrow('the header may have 100000000 bytes');
});

test('a header that is no JSON object, or not UTF-8, is refused', () => {
  expect(fault(file('{"a":'))).toBe('safetensors: the header is not JSON in UTF-8');
  expect(fault(file(''))).toBe('safetensors: the header is not JSON in UTF-8');
  expect(fault(file('\u{feff}{}'))).toBe('safetensors: the header is not JSON in UTF-8');
  const invalid = file('{"a":1}');
  invalid[10] = 0xff;
  expect(fault(invalid)).toBe('safetensors: the header is not JSON in UTF-8');
  expect(fault(file([1]))).toBe('safetensors: the header must be a JSON object, got [1]');
  expect(fault(file('null'))).toBe('safetensors: the header must be a JSON object, got null');
  expect(fault(file(`{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`))).toContain('tensor "a" must be an object');
});

test('tensors must cover the data once: no overlap, no hole, nothing outside', () => {
  expect(fault(file({ a: vector(0, 8), b: vector(4, 12) }, 12))).toBe(
    'safetensors: tensor "b" begins at byte 4, inside the tensor before it',
  );
  expect(fault(file({ a: vector(0, 8), b: vector(0, 8) }, 8))).toContain('tensor "b" begins at byte 0');
  expect(fault(file({ a: vector(0, 4), b: vector(8, 12) }, 12))).toBe(
    'safetensors: bytes 4 to 8 of the data belong to no tensor',
  );
  expect(fault(file({ a: vector(4, 8) }, 8))).toContain('bytes 0 to 4 of the data belong to no tensor');
  expect(fault(file({ a: vector(0, 4) }, 8))).toContain('bytes 4 to 8 of the data belong to no tensor');
  expect(fault(file({ a: vector(0, 2 ** 40) }, 8))).toContain(
    '"a" ends at byte 1099511627776 of the data, which has 8',
  );
});

test('offsets must fit dtype and shape', () => {
  const entry = (change: object) => fault(file({ a: { ...vector(0, 8), ...change } }, 8));
  expect(entry({ shape: [3] })).toBe('safetensors: tensor "a" takes 12 bytes, but its data_offsets are [0, 8]');
  expect(entry({ data_offsets: [8, 0] })).toContain('takes 8 bytes, but its data_offsets are [8, 0]');
  expect(entry({ data_offsets: [-8, 0] })).toContain('data_offsets of tensor "a" must be two integers of at least 0');
  expect(entry({ data_offsets: [0, 8.5] })).toContain('must be two integers');
  expect(entry({ data_offsets: [0] })).toContain('must be two integers');
  expect(entry({ data_offsets: undefined })).toContain('got undefined');
});

test('shapes and dtypes that cannot be are refused', () => {
  const entry = (change: object) => fault(file({ a: { ...vector(0, 8), ...change } }, 8));
  expect(entry({ shape: [-2] })).toBe(
    'safetensors: the shape of tensor "a" must be a list of integers of at least 0, got [-2]',
  );
  expect(entry({ shape: [2.5] })).toContain('got [2.5]');
  expect(entry({ shape: '2' })).toContain('got "2"');
  expect(entry({ shape: [2 ** 40, 2 ** 40] })).toContain('the shape of tensor "a" is too large');
  expect(entry({ dtype: 'F33' })).toContain('tensor "a" has the unknown dtype "F33". Known: F64, I64');
  expect(entry({ dtype: 'toString' })).toContain('unknown dtype "toString"');
  expect(fault(file({ a: 7 }))).toBe('safetensors: tensor "a" must be an object, got 7');
});

test('names that two readers could take for different tensors are refused', () => {
  const entry = JSON.stringify(vector(0, 4));
  expect(fault(file(`{"a":${entry},"a":${entry}}`, 4))).toBe('safetensors: the header has the key "a" twice');
  expect(fault(file(`{"a":{"dtype":"F64","dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4))).toContain(
    '"dtype" twice',
  );
  expect(fault(file(`{"__proto__":${entry}}`, 4))).toBe('safetensors: a tensor must not be named "__proto__"');
});

test('metadata other than strings is refused', () => {
  expect(fault(file({ __metadata__: { epoch: 3 } }))).toBe(
    'safetensors: __metadata__ must be a record of strings, got { epoch }',
  );
  expect(fault(file({ __metadata__: ['a'] }))).toContain('got ["a"]');
});

test('the bytes may begin anywhere in their buffer', () => {
  const whole = encodeSafetensors({ tensors: new Map([['w', floats(1.5)]]), metadata: none });
  const shifted = new Uint8Array(whole.length + 3);
  shifted.set(whole, 3);
  expect(decodeSafetensors(shifted.subarray(3)).tensors.get('w')).toEqual(floats(1.5));
  expect(fault(JSON.parse(`"text"`))).toBe('safetensors: expected the bytes of a file as a Uint8Array, got "text"');
});

test('what cannot be a tensor is not written', () => {
  const write = (name: string, entry: SafetensorsEntry) => () =>
    encodeSafetensors({ tensors: new Map([[name, entry]]), metadata: none });
  expect(write('w', { ...floats(1, 2), shape: [3] })).toThrow(
    'safetensors: tensor "w" of F32 [3] takes 12 bytes, got 8',
  );
  expect(write('__proto__', floats(1))).toThrow('safetensors: a tensor must not be named "__proto__"');
  expect(write('__metadata__', floats(1))).toThrow('safetensors: a tensor must not be named "__metadata__"');
});
