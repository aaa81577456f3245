import { expect, test } from 'vitest';
import { padWidth } from './marks.ts';
import { isPenKey, penMoved } from './pen.ts';

test.each([
  [['ArrowRight'], false, [124, 100]],
  [['ArrowUp'], false, [100, 76]],
  [['ArrowUp', 'ArrowRight'], false, [124, 76]],
  [['ArrowLeft', 'ArrowRight'], false, [100, 100]],
  [['PageDown'], false, [124, 124]],
  [['Home'], true, [94, 94]],
  [['ArrowDown'], true, [100, 106]],
  [['x'], false, [100, 100]],
])('%o, fine: %o, leads to %o', (held, isFine, to) => {
  expect(penMoved([100, 100], held, isFine)).toEqual(to);
});

test('the pen stays on the pad', () => {
  expect(penMoved([0, 10], ['Home'], false)).toEqual([0, 0]);
  expect(penMoved([padWidth, padWidth - 6], ['PageDown'], false)).toEqual([padWidth, padWidth]);
});

test('keys that move nothing are left to others', () => {
  expect(['ArrowUp', 'End', 'Tab', ' ', 'toString'].map(isPenKey)).toEqual([true, true, false, false, false]);
});
