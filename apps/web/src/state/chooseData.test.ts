import { bookSpec, cifar10Spec } from '@kindling/app-common';
import { beforeEach, expect, test } from 'vitest';
import { asked, chooseData, useData } from './chooseData.ts';
import { isHeld } from './dataset.ts';
import { plan } from './plan.ts';
import { phase } from './run.ts';

beforeEach(() => {
  isHeld.value = true;
  asked.value = undefined;
  phase.value = 'ready';
  plan.value = bookSpec;
});

test.each(['running', 'paused', 'stopped'] as const)('other data ask before they end a run that is %s', (now) => {
  phase.value = now;
  chooseData('cifar10');
  expect([asked.value, plan.value.data]).toEqual(['cifar10', 'shapes']);
  plan.value = cifar10Spec;
  chooseData('shapes');
  expect([asked.value, plan.value.data]).toEqual(['shapes', 'cifar10']);
});

test('where no run is under way they are taken at once', () => {
  chooseData('cifar10');
  expect([asked.value, plan.value.data, plan.value.pictures]).toEqual([undefined, 'cifar10', 50_000]);
});

test('data have the epochs that were planned with them', () => {
  plan.value = { ...bookSpec, epochs: 7 };
  useData('cifar10');
  expect(plan.value.epochs).toBe(10);
  plan.value = { ...plan.value, epochs: 1 };
  useData('shapes');
  expect(plan.value.epochs).toBe(7);
  useData('cifar10');
  expect(plan.value.epochs).toBe(1);
});
