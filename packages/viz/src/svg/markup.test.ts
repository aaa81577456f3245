import { expect, test } from 'vitest';
import { element, words } from './markup.ts';

test('text and attributes are escaped, so that no markup of a caller gets in', () => {
  expect(words(`<script>"a" & 'b'</script>`)).toBe('&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;');
  expect(element('a', { title: '"><b>' })).toBe('<a title="&quot;&gt;&lt;b&gt;"/>');
});

test('numbers keep two decimals at most, and absent attributes are left out', () => {
  expect(element('rect', { x: 1 / 3, y: 2, rx: undefined })).toBe('<rect x="0.33" y="2"/>');
});

test('children stand inside in their order', () => {
  expect(element('g', {}, element('a', {}), words('b'))).toBe('<g><a/>b</g>');
});
