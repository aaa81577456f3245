import { network } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { UsageError } from '../cli/command.ts';
import { resolved } from './choice.ts';

test("without hidden layers given, the mlp has the chapter's, and none are none", () => {
  expect(resolved('train', { model: 'mlp', hidden: undefined })).toEqual({ model: 'mlp', hidden: [200, 150] });
  expect(resolved('train', { model: 'mlp', hidden: [] })).toEqual({ model: 'mlp', hidden: [] });
});

test('the cnn has no hidden layers to choose', () => {
  const choice = { model: 'cnn', hidden: undefined } as const;
  expect(resolved('train', choice)).toEqual(choice);
  const both = () => resolved('train', { model: 'cnn', hidden: [8, 4] });
  expect(both).toThrow(UsageError);
  expect(both).toThrow('train: --hidden goes with --model mlp; the layers of cnn are fixed, got --hidden 8,4');
});

test('each name stands for its network', () => {
  const count = (choice: Parameters<typeof network>[0]) => network(choice, [32, 32, 3], 10).countParameters();
  expect(count({ model: 'mlp', hidden: undefined })).toBe(646_260);
  expect(count({ model: 'mlp', hidden: [8] })).toBe(24_674);
  expect(count({ model: 'cnn', hidden: undefined })).toBe(592_554);
});
