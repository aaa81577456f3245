import { expect, test } from 'vitest';
import { type Dropped, whatIs } from './dropped.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const padded = (...head: readonly number[]): Uint8Array => Uint8Array.from({ length: 40 }, (_, i) => head[i] ?? 0);

const tar = new Uint8Array(512);
tar.set(ascii('ustar'), 257);

const cases: readonly [name: string, head: Uint8Array, what: Dropped][] = [
  ['gzip', padded(0x1f, 0x8b, 8), 'archive'],
  ['an unpacked tar', tar, 'tar'],
  ['safetensors', ascii('\x40\x01\0\0\0\0\0\0{"__metadata__":{'), 'project'],
  ['PNG', padded(0x89, 0x50, 0x4e, 0x47), 'picture'],
  ['JPEG', padded(0xff, 0xd8, 0xff, 0xe0), 'picture'],
  ['GIF', ascii('GIF89a\x10\0\x10\0'), 'picture'],
  ['WebP', ascii('RIFF\x10\0\0\0WEBPVP8 '), 'picture'],
  ['sound, which is RIFF too', ascii('RIFF\x10\0\0\0WAVEfmt '), 'unknown'],
  ['HEIC', ascii('\0\0\0\x18ftypheic'), 'picture'],
  ['SVG', ascii('<svg xmlns="http://www.w3.org/2000/svg">'), 'svg'],
  ['SVG behind its declaration', ascii('<?xml version="1.0"?>\n<!-- drawn -->\n<svg>'), 'svg'],
  ['text that speaks of <svg>', ascii('An <svg> is a drawing.'), 'text'],
  ['text, whatever its name', ascii('Dear network,\r\n\twhat is this?'), 'text'],
  ['text that begins like a bitmap', ascii('BMW'), 'text'],
  ['JSON, which begins as the header of safetensors does', ascii('{"a":[{"b":1}]}'), 'text'],
  ['nothing', new Uint8Array(), 'empty'],
  ['anything else', padded(0x7f, 0x45, 0x4c, 0x46), 'unknown'],
];

test.each(cases)('%s', (_, head, what) => {
  expect(whatIs(head)).toBe(what);
});

test('a UTF-8 letter of an umlaut is text', () => {
  expect(whatIs(new TextEncoder().encode('Grüße'))).toBe('text');
});
