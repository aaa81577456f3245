import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { changedLayer, draftOf, movedLayer, specOf, withLayer, withoutLayer } from './draft.ts';

const draft = draftOf(bookSpec);
const unitsOf = ({ layers }: typeof draft) => layers.map(({ units }) => units);

test('a spec comes back from its draft, without the rates of a run', () => {
  expect(specOf(draft)).toEqual(bookSpec);
  expect(specOf(draftOf({ ...bookSpec, rates: [{ after: 3, learningRate: 1 }] })).rates).toEqual([]);
});

test('numbers typed half-way stay as typed, whole ones become numbers', () => {
  const typed = { ...draft, learningRate: '5e-', batch: ' 64', epochs: '', seed: '1,000' };
  expect(specOf(typed)).toMatchObject({ learningRate: '5e-', batch: 64, epochs: '', seed: 1000 });
  expect(specOf({ ...draft, learningRate: '5e-4' }).learningRate).toBe(5e-4);
  expect(specOf(changedLayer(draft, 1, { units: '-3' })).layers[1]).toEqual({ units: -3, activation: 'relu' });
});

test('layers are added at the end, removed and moved', () => {
  expect(unitsOf(withLayer(draft))).toEqual([200, 150, 100]);
  expect(unitsOf(withoutLayer(draft, 0))).toEqual([150]);
  expect(unitsOf(movedLayer(draft, 1, -1))).toEqual([150, 200]);
  expect(unitsOf(movedLayer(draft, 0, 1))).toEqual([150, 200]);
});

test('nothing moves past an end', () => {
  expect(movedLayer(draft, 0, -1)).toBe(draft);
  expect(movedLayer(draft, 1, 1)).toBe(draft);
});
