import { bookSpec } from '@kindling/app-common';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Event } from '../worker/protocol.ts';
import { Refusal } from './client.ts';
import { changedLayer, draftOf } from './draft.ts';
import { described, plan, refused, shownRefused } from './plan.ts';
import { phase } from './run.ts';

const { ask, listeners } = vi.hoisted(() => ({ ask: vi.fn(), listeners: [] as ((event: Event) => void)[] }));
vi.mock('./trainer.ts', () => ({
  ask,
  onEvent: (listener: (event: Event) => void) => listeners.push(listener),
}));

const { draft, edit, followPlan, rest, settle } = await import('./editor.ts');
followPlan();

const told = (parameters: number) => ({ summary: '', rows: [], parameters });
const withUnits = (units: string) => edit((now) => changedLayer(now, 0, { units }));

beforeEach(async () => {
  vi.useFakeTimers();
  ask.mockReset();
  ask.mockResolvedValue(told(646_260));
  phase.value = 'ready';
  plan.value = { ...bookSpec };
  await vi.runAllTimersAsync();
  ask.mockClear();
});

test('what is typed is planned, and described once the typing rests', async () => {
  ask.mockResolvedValue(told(7));
  withUnits('1');
  withUnits('10');
  withUnits('100');
  expect(plan.value.layers[0]!.units).toBe(100);
  await vi.runAllTimersAsync();
  expect(ask).toHaveBeenCalledExactlyOnceWith('describe', { spec: plan.value });
  expect(described.value).toEqual(told(7));
});

test('what is refused stays as typed; the last good model stays too', async () => {
  withUnits('-3');
  await vi.runAllTimersAsync();
  expect(draft.value.layers[0]!.units).toBe('-3');
  expect(plan.value.layers[0]!.units).toBe(200);
  expect(refused.value['layers.0.units']).toMatch(/^dense: units must be .*, got -3$/);
  expect(ask).not.toHaveBeenCalled();
  withUnits('300');
  expect(refused.value).toEqual({});
});

test("the library's own refusal stands at its field, and the plan goes back", async () => {
  ask.mockRejectedValue(new Refusal('dense: too large', 'layers.0.units'));
  withUnits('2048');
  await vi.runAllTimersAsync();
  expect(refused.value).toEqual({ 'layers.0.units': 'dense: too large' });
  expect(plan.value.layers[0]!.units).toBe(200);
  expect(draft.value.layers[0]!.units).toBe('2048');
});

test('an answer that comes late is of no use', async () => {
  const late = Promise.withResolvers<ReturnType<typeof told>>();
  ask.mockReturnValueOnce(late.promise).mockResolvedValueOnce(told(2));
  withUnits('1');
  await vi.runAllTimersAsync();
  withUnits('2');
  await vi.runAllTimersAsync();
  late.resolve(told(1));
  await vi.runAllTimersAsync();
  expect(described.value).toEqual(told(2));
});

test('a plan from elsewhere takes the place of what was typed', () => {
  withUnits('-3');
  plan.value = { ...bookSpec, epochs: 3 };
  expect(draft.value).toEqual(draftOf(plan.value));
  expect(refused.value).toEqual({});
});

test('a trainer is asked when there is a network, which is waited for more', async () => {
  phase.value = 'starting';
  described.value = undefined;
  withUnits('9');
  await vi.runAllTimersAsync();
  expect(described.value).toBeUndefined();
  phase.value = 'ready';
  for (const hear of listeners) hear({ type: 'state', phase: 'ready' } as Event);
  await vi.runAllTimersAsync();
  expect(described.value).toEqual(told(646_260));
});

test('who types is left alone; a second of rest, or leaving the field, tells what is refused', async () => {
  const field = 'layers.0.units';
  withUnits('-');
  await vi.advanceTimersByTimeAsync(rest - 1);
  expect(shownRefused.value).toEqual({});
  withUnits('-3');
  await vi.advanceTimersByTimeAsync(rest - 1);
  expect(shownRefused.value).toEqual({});
  await vi.advanceTimersByTimeAsync(1);
  expect(shownRefused.value[field]).toMatch(/got -3$/);
  withUnits('30');
  expect(shownRefused.value).toEqual({});
  withUnits('');
  settle();
  expect(shownRefused.value[field]).toMatch(/^dense: units/);
});

test('on the way to a number that is refused, its first digits are planned, and then none of them', async () => {
  for (const typed of ['9', '99', '999']) withUnits(typed);
  expect(plan.value.layers[0]!.units).toBe(999);
  withUnits('9999');
  expect(plan.value.layers[0]!.units).toBe(200);
  withUnits('99999');
  await vi.runAllTimersAsync();
  expect(plan.value.layers[0]!.units).toBe(200);
  expect(draft.value.layers[0]!.units).toBe('99999');
});

test('a field that is refused keeps no other from being planned', () => {
  withUnits('');
  edit((now) => ({ ...now, epochs: '3' }));
  expect(plan.value).toEqual({ ...bookSpec, epochs: 3 });
});
