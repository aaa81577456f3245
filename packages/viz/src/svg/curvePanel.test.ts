import { expect, test } from 'vitest';
import { type Node, readSvg } from '../raster/readSvg.ts';
import { curveKey, curvePanel, type Series } from './curvePanel.ts';
import { element } from './markup.ts';

const series = (...values: number[]): Series => values.map((value, i) => ({ epoch: i + 1, value }));
const all = (node: Node): readonly Node[] => [node, ...node.children.flatMap(all)];
const draw = (training: Series, validation: Series = []): readonly Node[] => {
  const epochs = Math.max(...[...training, ...validation].map(({ epoch }) => epoch));
  const panel = { x: 0, y: 0, width: 400, height: 200, name: 'loss', epochs, training, validation };
  return all(readSvg(element('svg', {}, curvePanel(panel))));
};
/** Lines in the plot, without the legend's swatches. */
const curves = (nodes: readonly Node[], colour: string): readonly string[] =>
  nodes
    .filter(({ attributes }) => attributes.class === `${colour}-line` && attributes.d?.includes('L'))
    .map(({ attributes }) => attributes.d!);
const texts = (nodes: readonly Node[]): readonly string[] =>
  nodes.filter(({ name }) => name === 'text').map(({ text }) => text);

test('a curve falls on the screen where the loss falls', () => {
  const [line] = curves(draw(series(3, 2, 1)), 'blue');
  const heights = [...line!.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
  expect(heights).toHaveLength(3);
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
});

test('epochs that are not finite leave gaps, and a lone epoch between two is a dot', () => {
  const nodes = draw(series(5, 4, Number.NaN, 3, Infinity, 2, 1));
  expect(curves(nodes, 'blue')).toHaveLength(2);
  const dots = nodes.filter(({ name, attributes }) => name === 'circle' && attributes.class === 'blue');
  expect(dots).toHaveLength(5 + 1); // and one in the legend
});

test('validation at every second epoch is one curve', () => {
  const nodes = draw(series(4, 3, 2, 1), [
    { epoch: 2, value: 3 },
    { epoch: 4, value: 2 },
  ]);
  expect(curves(nodes, 'vermilion')).toHaveLength(1);
});

test('a single epoch is a dot in the middle', () => {
  const nodes = draw(series(2));
  expect(curves(nodes, 'blue')).toEqual([]);
  expect(texts(nodes)).toContain('1');
});

test('without one finite value it says so', () => {
  expect(texts(draw(series(Number.NaN, Infinity)))).toContain('no finite value');
});

test('the last values stand beside the name', () => {
  const words = texts(draw(series(2, 0.81234), series(2, 1.5)));
  expect(words.slice(0, 3)).toEqual(['loss', '1.500', '0.8123']);
});

test('a thousand epochs have few ticks and no dot each', () => {
  const nodes = draw(series(...Array.from({ length: 1000 }, (_, i) => 1 / (i + 1))));
  expect(nodes.length).toBeLessThan(60);
});

test('the key names validation only where there is one', () => {
  expect(curveKey(100, 10, false).join('')).not.toContain('validation');
  expect(curveKey(100, 10, true).join('')).toMatch(/validation.*training/);
});
