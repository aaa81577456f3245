import { expect, test } from 'vitest';
import { readSvg } from './readSvg.ts';

test('elements, attributes and text are read, entities decoded', () => {
  expect(readSvg('<svg a="1" b-c="&lt;2&gt;"><g/><text>x &amp; &#39;y&#39;</text></svg>')).toEqual({
    name: 'svg',
    attributes: { a: '1', 'b-c': '<2>' },
    text: '',
    children: [
      { name: 'g', attributes: {}, children: [], text: '' },
      { name: 'text', attributes: {}, children: [], text: "x & 'y'" },
    ],
  });
});

test.each([
  ['', 'the text is not one <svg>'],
  ['<g/>', 'the text is not one <svg>'],
  ['<svg/><svg/>', 'the text is not one <svg>'],
  ['<svg/>more', 'the text is not one <svg>'],
  ['<svg><g></svg>', '</svg> closes nothing'],
  ['<svg>', '<svg> is never closed'],
  ['<svg a=1/>', 'letter 0 opens something unreadable, "<svg a=1/>"'],
  ['<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg/>', 'letter 0 opens something unreadable'],
  ['<svg><!-- note --></svg>', 'letter 5 opens something unreadable'],
  ['<svg><![CDATA[x]]></svg>', 'letter 5 opens something unreadable'],
  ['<svg>&lol;</svg>', 'the entity &lol; is unknown'],
  ['<svg>a & b</svg>', 'the entity & b is unknown'],
])('%j is refused', (source, message) => {
  expect(() => readSvg(source)).toThrow(`toPNG: ${message}`);
});

test('a hundred thousand open elements are read without recursion', () => {
  expect(() => readSvg(`<svg>${'<g>'.repeat(100_000)}`)).toThrow('<g> is never closed');
});
