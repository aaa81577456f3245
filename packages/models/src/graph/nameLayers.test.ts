import { expect, test } from 'vitest';
import type { AnyLayer } from '../layer/layer.ts';
import { relu } from '../layers/activation/relu.ts';
import { dense } from '../layers/core/dense.ts';
import { nameLayers } from './nameLayers.ts';

const units = 1;
const named = (...layers: AnyLayer[]) => nameLayers('model', layers);

test('layers are named by kind and order, from the start in every model', () => {
  const layers = [dense({ units }), relu(), dense({ units }), dense({ units })];
  expect(named(...layers)).toEqual(['dense', 'relu', 'dense_1', 'dense_2']);
  expect(named(layers[2]!, layers[0]!)).toEqual(['dense', 'dense_1']);
});

test('given names are kept, and never given to another', () => {
  expect(
    named(dense({ units }), dense({ units, name: 'dense' }), dense({ units, name: 'dense_2' }), dense({ units })),
  ).toEqual(['dense_1', 'dense', 'dense_2', 'dense_3']);
});

test('one name for two layers is refused', () => {
  expect(() => named(dense({ units, name: 'a' }), relu({ name: 'a' }))).toThrow(
    'model: two layers are named "a"; a name must be unique in a model',
  );
});
