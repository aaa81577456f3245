import { expect, test } from 'vitest';
import { formatTable } from './textTable.ts';

test('a column is as wide as it must be, and no text is cut', () => {
  const columns = [
    { title: 'Name', width: 8, align: 'left' },
    { title: '#', width: 3, align: 'right' },
  ] as const;
  const rows = [
    [['a'], ['1,000']],
    [['of two', 'lines and more'], ['2']],
  ];
  expect(formatTable(columns, rows)).toBe(
    `
┏━━━━━━━━━━━━━━━━┳━━━━━━━┓
┃ Name           ┃     # ┃
┡━━━━━━━━━━━━━━━━╇━━━━━━━┩
│ a              │ 1,000 │
├────────────────┼───────┤
│ of two         │     2 │
│ lines and more │       │
└────────────────┴───────┘`.trim(),
  );
});

test('a table without rows is its head', () => {
  expect(formatTable([{ title: 'Name', width: 8, align: 'left' }], []).split('\n')).toEqual([
    '┏━━━━━━━━┓',
    '┃ Name   ┃',
    '┡━━━━━━━━┩',
    '└────────┘',
  ]);
});
