import { expect, test } from 'vitest';
import { tensorflowSection } from './tensorflowSection.ts';

test('the page has counts, and each failure with the beginning of what it said', () => {
  const passed = { name: 'a', status: 'passed', messages: [] } as const;
  const failed = { name: 'b | c', status: 'failed', messages: ['Error:\n  no'] } as const;
  expect(tensorflowSection([passed, failed])).toBe(
    '1 pass, 1 fail, 0 are left out by their authors.\n\n' +
      '| spec that fails | why |\n| --- | --- |\n| b \\| c | Error: no |\n',
  );
  expect(tensorflowSection([passed])).toBe('1 pass, 0 fail, 0 are left out by their authors.\n\n');
});
