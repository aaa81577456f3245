import { expect, test } from 'vitest';
import type { Outcome } from './outcome.ts';
import { tensorflowSection } from './tensorflowSection.ts';

const failed = (name: string, ...messages: string[]): Outcome => ({ name, status: 'failed', messages });

test('the page has counts, the kernels that are missing, and each other failure with the beginning of what it said', () => {
  const passed = { name: 'a', status: 'passed', messages: [] } as const;
  const lack = "Error: Kernel 'Unique' not registered for backend 'tensorflow'";
  expect(
    tensorflowSection([passed, failed('b | c tensorflow {} d', 'Error:\n  no'), failed('e', lack), failed('f', lack)]),
  ).toBe(
    '1 pass, 3 fail, 0 are left out by their authors.\n\n' +
      'For want of a kernel in tfjs-node fail: Unique (2).\n\n' +
      '| other spec that fails | why |\n| --- | --- |\n| b \\| c d | Error: no |\n',
  );
  expect(tensorflowSection([passed])).toBe('1 pass, 0 fail, 0 are left out by their authors.\n\n');
});
