import { expect, test } from 'vitest';
import { readSvg } from '../raster/readSvg.ts';
import { card } from './card.ts';
import { label } from './text.ts';

const plain = { width: 400, height: 200, title: 'Title', description: 'what it shows' };

test('a card is one whole SVG document with a background of its own', () => {
  const { attributes, children } = readSvg(card(plain, [label(1, 2, 'body')]));
  expect(attributes).toMatchObject({ viewBox: '0 0 400 200', width: '400', height: '200', role: 'img' });
  expect(children[1]).toMatchObject({ name: 'rect', attributes: { width: '400', height: '200', class: 'paper' } });
  expect(children.at(-1)).toMatchObject({ name: 'text', text: 'body' });
});

test('its description is what a screen reader says, without markup', () => {
  const { attributes } = readSvg(card({ ...plain, description: 'a "quoted" <b>' }, []));
  expect(attributes['aria-label']).toBe('a "quoted" <b>');
});

test('title and note are cut to half of the width each', () => {
  const texts = readSvg(card({ ...plain, title: 'a'.repeat(300), note: 'b'.repeat(300) }, []))
    .children.filter(({ name }) => name === 'text')
    .map(({ text }) => text);
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(text.length).toBeLessThan(40);
});
