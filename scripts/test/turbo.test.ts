import { expect, test } from 'vitest';
import { checksOf } from './turbo.mjs';

const task = (taskId: string, exitCode?: number) => ({
  taskId,
  command: 'tsup',
  ...(exitCode === undefined ? {} : { execution: { exitCode } }),
});

test('each task that has a command is a check of its workspace; one that could not run has failed', () => {
  const tasks = [task('@kindling/data#build', 0), task('@kindling/viz#build', 1), task('@kindling/train#types')];
  expect(checksOf([...tasks, { taskId: '@kindling/core#build', command: '<NONEXISTENT>' }], false)).toEqual([
    { owner: '@kindling/data', state: 'passed' },
    { owner: '@kindling/viz', state: 'failed' },
    { owner: '@kindling/train', state: 'failed' },
  ]);
});

test('a run that failed without a failed task, or had none, is a failed check', () => {
  expect(checksOf([task('@kindling/data#build', 0)], false)).toContainEqual({ owner: 'kindling', state: 'failed' });
  expect(checksOf([], true)).toEqual([{ owner: 'kindling', state: 'failed' }]);
});
