import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { countsOf, countText, leadParameters } from './parameters.ts';
import { plan, described as told } from './plan.ts';

const row = (kind: string, parameters: number) => ({ name: kind, kind, shape: '', parameters });
const described = {
  summary: '',
  parameters: 646_260,
  rows: [row('InputLayer', 0), row('Flatten', 0), row('Dense', 614_600), row('Dense', 30_150), row('Dense', 1510)],
};

test('the counts of each row', () => {
  expect(countsOf(described, 2)).toEqual({ flatten: 0, dense: [614_600, 30_150, 1510] });
});

test('none for a model that is not described yet', () => {
  expect(countsOf(described, 3).dense).toEqual([undefined, undefined, undefined, undefined]);
  expect(countsOf(undefined, 0)).toEqual({ flatten: undefined, dense: [undefined] });
});

test('as text', () => {
  expect([countText(614_600, '…'), countText(0, '…'), countText(undefined, '…')]).toEqual(['614,600', '0', '…']);
});

test("the first line counts the planned network, and before that is known only the book's", () => {
  expect(leadParameters.value).toBe(described.parameters);
  plan.value = { ...bookSpec, layers: [] };
  expect(leadParameters.value).toBeUndefined();
  told.value = { ...described, parameters: 30_730 };
  expect(leadParameters.value).toBe(30_730);
});
