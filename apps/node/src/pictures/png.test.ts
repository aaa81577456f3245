import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { decodePNG } from './png.ts';

const png = (width: number, height: number, pixel: readonly number[]): Buffer => {
  const picture = new PNG({ width, height });
  picture.data.set(Array.from({ length: width * height }, () => pixel).flat());
  return PNG.sync.write(picture);
};

const chunk = (type: string, body: Buffer): Buffer => {
  const whole = Buffer.alloc(12 + body.length);
  whole.writeUInt32BE(body.length);
  whole.write(type, 4, 'latin1');
  body.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
  return whole;
};

interface Forged {
  readonly depth?: number;
  readonly colourType?: number;
  readonly interlaced?: boolean;
  /** Between header and data. */
  readonly more?: readonly Buffer[];
}

/** A PNG that claims a size and holds whatever data. */
const forged = (
  width: number,
  height: number,
  data: Buffer,
  { depth = 8, colourType = 6, interlaced = false, more = [] }: Forged = {},
): Buffer => {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, colourType, 0, 0, interlaced ? 1 : 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    png(1, 1, [0, 0, 0, 0]).subarray(0, 8),
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

test('a PNG gives its pixels, alpha too, of any number of parts', () => {
  const { width, height, rgba } = decodePNG(png(3, 2, [10, 20, 30, 40]));
  expect([width, height]).toEqual([3, 2]);
  expect([...rgba]).toEqual(Array.from({ length: 6 }, () => [10, 20, 30, 40]).flat());
  const packed = deflateSync(Buffer.from([0, 7]));
  const text = chunk('tEXt', Buffer.from('Comment\0hello'));
  const split = [chunk('IDAT', packed.subarray(0, 3)), chunk('IDAT', Buffer.alloc(0))];
  const file = forged(1, 1, packed.subarray(3), { colourType: 0, more: [text, ...split] });
  expect([...decodePNG(file).rgba]).toEqual([7, 7, 7, 255]);
});

test('palette and transparency count, and 16 bits', () => {
  const palette = chunk('PLTE', Buffer.from([1, 2, 3, 4, 5, 6]));
  const alpha = chunk('tRNS', Buffer.from([9]));
  const file = forged(2, 1, deflateSync(Buffer.from([0, 0b0100_0000])), {
    depth: 1,
    colourType: 3,
    more: [palette, alpha],
  });
  expect([...decodePNG(file).rgba]).toEqual([1, 2, 3, 9, 4, 5, 6, 255]);
  const deep = forged(1, 1, deflateSync(Buffer.from([0, 255, 255, 0, 0, 255, 255])), { depth: 16, colourType: 2 });
  expect([...decodePNG(deep).rgba]).toEqual([255, 0, 255, 255]);
});

test.each([1, 2, 3, 4, 5, 8, 9, 17])(
  'an interlaced picture of %d by 3 pixels has as many bytes as it needs',
  (width) => {
    const picture = (interlaced: boolean) => {
      const passes = [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ];
      const rows: number[] = [];
      for (const [x0, y0, dx, dy] of interlaced ? passes : [[0, 0, 1, 1]]) {
        for (let y = y0!; y < 3; y += dy!) {
          if (x0! < width) rows.push(0);
          for (let x = x0!; x < width; x += dx!) rows.push(x, y, 100, 255);
        }
      }
      return Buffer.from(rows);
    };
    const plain = decodePNG(forged(width, 3, deflateSync(picture(false))));
    const interlaced = decodePNG(forged(width, 3, deflateSync(picture(true)), { interlaced: true }));
    expect([...interlaced.rgba]).toEqual([...plain.rgba]);
    const short = deflateSync(picture(true).subarray(1));
    expect(() => decodePNG(forged(width, 3, short, { interlaced: true }))).toThrow(
      'it has fewer pixels than its size tells',
    );
  },
);

test('one that is cut short is told so, wherever it is cut', () => {
  const whole = png(40, 40, [1, 2, 3, 255]);
  for (let length = 8; length < whole.length; length++) {
    expect(() => decodePNG(whole.subarray(0, length))).toThrow(
      /^a PNG that is cut short; take another copy of it, or save it anew as PNG or JPEG$/,
    );
  }
  const packed = deflateSync(Buffer.alloc(5 * 9));
  for (const data of [Buffer.alloc(0), packed.subarray(0, 9), deflateSync(Buffer.alloc(44))]) {
    expect(() => decodePNG(forged(2, 5, data))).toThrow('a PNG that is cut short');
  }
});

test('a byte that changed is found out, in words of ours', () => {
  const whole = png(5, 5, [1, 2, 3, 255]);
  for (let at = 8; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at]! ^= 0x55;
    expect(() => decodePNG(changed)).toThrow(/^a (broken PNG: the checksum of its part|PNG that is cut short)/);
  }
});

test.each<[string, Buffer, string]>([
  [
    'no packed data',
    forged(1, 1, Buffer.from('hello world')),
    'a broken PNG: it cannot be unpacked; take another copy',
  ],
  [
    'an unknown filter',
    forged(1, 1, deflateSync(Buffer.from([9, 0, 0, 0, 0]))),
    'a broken PNG: its pixels cannot be read; take',
  ],
  [
    'no palette',
    forged(1, 1, deflateSync(Buffer.alloc(2)), { colourType: 3 }),
    'a broken PNG: its pixels cannot be read; take',
  ],
  ['colours of no kind', forged(1, 1, Buffer.alloc(0), { colourType: 5 }), 'nothing has colour type 5 in 8 bits'],
  [
    'too many colours',
    forged(1, 1, Buffer.alloc(0), { more: [chunk('PLTE', Buffer.alloc(771))] }),
    'more than 256 colours',
  ],
  [
    'a part nobody knows',
    forged(1, 1, Buffer.alloc(0), { more: [chunk('ABCD', Buffer.alloc(1))] }),
    '"ABCD", which is not known',
  ],
  ['no pixels', forged(0, 5, Buffer.alloc(0)), 'a picture without pixels; take another copy'],
])('one with %s is refused', (_, file, message) => {
  expect(() => decodePNG(file)).toThrow(message);
});

test.each([
  [100_000, 100_000, '100000 by 100000 pixels, more than 40 million; save a smaller copy of it'],
  [1, 39_999_999, '1 by 39999999 pixels, a side of more than 20000; save a smaller copy of it'],
  [39_999_999, 1, '39999999 by 1 pixels, a side of more than 20000; save a smaller copy of it'],
])('%d by %d pixels are refused before anything is unpacked', (width, height, message) => {
  expect(() => decodePNG(forged(width, height, Buffer.from('not packed')))).toThrow(message);
});

test.each([true, false])('one that unpacks to far more than its size is refused, interlaced: %s', (interlaced) => {
  const bomb = deflateSync(Buffer.alloc(50_000_000));
  expect(() => decodePNG(forged(2, 2, bomb, { interlaced }))).toThrow('a PNG that unpacks to more than its size tells');
});
