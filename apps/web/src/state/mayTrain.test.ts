import { beforeEach, expect, test, vi } from 'vitest';
import { refusedFirst } from '../copy/train.ts';
import { plan, refused, shownRefused } from './plan.ts';
import { notice } from './run.ts';

vi.mock('./trainer.ts', () => ({ ask: vi.fn(), onEvent: vi.fn() }));
const { mayTrain } = await import('./mayTrain.ts');

const focused: string[] = [];
const box = (field: string) => ({ dataset: { field }, focus: () => focused.push(field) });

beforeEach(() => {
  focused.length = 0;
  refused.value = {};
  notice.value = undefined;
  vi.stubGlobal('document', {
    querySelectorAll: () => ['layers.0.units', 'batch', 'epochs'].map(box),
    getElementById: (id: string) => (id === 'refused-model' ? { focus: () => focused.push(id) } : null),
  });
});

test('where nothing is refused a run may begin', () => {
  expect(mayTrain()).toBe(true);
  expect([focused, notice.value]).toEqual([[], undefined]);
});

test('a field that is refused keeps a run from beginning: it is shown, said, and gets the focus', () => {
  const planned = plan.value;
  refused.value = { epochs: 'no', batch: 'no' };
  expect(mayTrain()).toBe(false);
  expect(shownRefused.value).toEqual({ epochs: 'no', batch: 'no' });
  expect(notice.value).toBe(refusedFirst);
  expect(focused).toEqual(['batch']);
  expect(plan.value).toBe(planned);
  refused.value = {};
  expect(notice.value).toBeUndefined();
});

test('what has no field gets the focus itself', () => {
  refused.value = { model: 'too large' };
  expect(mayTrain()).toBe(false);
  expect(focused).toEqual(['refused-model']);
});
