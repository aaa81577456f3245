import { bookSpec, type Spec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import type { Event } from '../worker/protocol.ts';
import { type Paces, pacesAfter, secondsAt } from './pace.ts';

const known = { run: bookSpec, planned: bookSpec, device: 'wasm' } as const;
const timed = (msPerStep: number, device: 'wasm' | 'webgpu' = 'wasm') =>
  ({ type: 'timed', device, msPerStep }) as const;
const report = (stepsPerSecond: number): Event => ({
  type: 'report',
  step: 10,
  point: { step: 10, steps: 10, loss: 1, accuracy: 0.5 },
  stepsPerSecond,
  hostTimePerStep: 1,
  secondsLeft: undefined,
});
const done = (seconds: number): Event => ({
  type: 'state',
  phase: 'done',
  spec: bookSpec,
  step: 1570,
  stepsPerEpoch: 157,
  result: { loss: 0.2, accuracy: 0.9, seconds },
});
const after = (...events: readonly Event[]): Paces =>
  events.reduce<Paces>((paces, event) => pacesAfter(paces, event, known), {});

test('the newest measure counts: a slow timing is forgotten when a run has told better', () => {
  expect(secondsAt(after(timed(600)).wasm, bookSpec)).toBeCloseTo(942);
  expect(secondsAt(after(timed(600), report(20)).wasm, bookSpec)).toBeCloseTo(78.5);
  expect(secondsAt(after(timed(600), report(20), done(69)).wasm, bookSpec)).toBeCloseTo(69);
});

test('each device has its own', () => {
  const paces = after(done(69), timed(1, 'webgpu'));
  expect(secondsAt(paces.wasm, bookSpec)).toBeCloseTo(69);
  expect(secondsAt(paces.webgpu, bookSpec)).toBeCloseTo(1.57);
});

test('a run of other steps has no time; one of more epochs or pictures has', () => {
  const { wasm } = after(done(69));
  const others: readonly Partial<Spec>[] = [{ layers: [] }, { batch: 64 }, { optimizer: 'sgd' }];
  for (const other of others) expect(secondsAt(wasm, { ...bookSpec, ...other })).toBeUndefined();
  expect(secondsAt(wasm, { ...bookSpec, epochs: 20 })).toBeCloseTo(138);
  expect(secondsAt(undefined, bookSpec)).toBeUndefined();
});

test('what tells of no step changes nothing', () => {
  const paces = after(done(69));
  expect(pacesAfter(paces, report(0), known)).toBe(paces);
  expect(pacesAfter(paces, { type: 'saved', step: 3 }, known)).toBe(paces);
  expect(pacesAfter(paces, report(9), { ...known, run: undefined })).toBe(paces);
});
