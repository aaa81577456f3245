import { bookSpec, cifar10Spec, type Spec } from '@kindling/app-common';
import { beforeEach, expect, test } from 'vitest';
import type { Event, Phase } from '../worker/protocol.ts';
import { lines } from './curves.ts';
import { receive } from './events.ts';
import * as look from './look.ts';
import * as run from './run.ts';
import { moreEpochs, progress } from './told.ts';

const counts = Array.from({ length: 10 }, () => new Array<number>(10).fill(1));
const guesses = { classes: new Uint8Array(4), sure: new Uint8Array(4) };
const row = { epoch: 0, loss: 2, accuracy: 0.3, validation: { loss: 2.1, accuracy: 0.25 } };
const points = [{ step: 1563, steps: 9, loss: 2, accuracy: 0.3 }];

const restored = (spec: Spec): Event => ({
  ...{ type: 'restored', spec, step: 1563, points, rows: [row], counts, guesses, earlier: undefined, wasRunning: true },
});
const data = (name: Spec['data']): Event => ({
  ...{ type: 'data', name, classNames: ['a', 'b'], train: 5, test: 4, testClasses: new Uint8Array(4) },
  ...{ note: undefined, kept: false },
});
const state = (phase: Phase, spec: Spec | undefined): Event => ({
  ...{ type: 'state', phase, spec, step: spec === undefined ? 0 : 1563, stepsPerEpoch: 157, result: undefined },
});

beforeEach(() => {
  receive(data('shapes'));
  receive(state('ready', undefined));
  receive(data('cifar10'));
  run.earlier.value = undefined;
  receive(restored(cifar10Spec));
});

test('a run that is restored has its own steps from the first moment, before its data are there', () => {
  expect(progress.value).toBeCloseTo(0.1);
  expect(lines.loss.value.train.xs).toEqual([1]);
  look.testClasses.value = new Uint8Array();
  expect(look.isBrowsing.value).toBe(false);
});

test('its matrix and its guesses outlast the coming of its data', () => {
  receive(data('shapes'));
  receive(restored(cifar10Spec));
  receive(data('cifar10'));
  receive(state('paused', cifar10Spec));
  expect([look.counts.value, look.guesses.value]).toEqual([counts, guesses]);
  expect(look.isBrowsing.value).toBe(true);
  expect(run.points.value).toBe(points);
});

test('when other data come the run becomes the earlier one, and nothing filters the pictures', () => {
  look.showCell(1, 2);
  look.pages.value = 3;
  receive(data('shapes'));
  receive(state('ready', undefined));
  expect(run.earlier.value).toEqual({ spec: cifar10Spec, points, rows: [row], accuracy: 0.25, seconds: undefined });
  expect([run.points.value, run.rows.value]).toEqual([[], []]);
  expect([look.counts.value, look.guesses.value, look.filter.value, look.pages.value]).toEqual([
    ...[undefined, undefined, undefined, 1],
  ]);
  // In epochs of its own.
  expect(lines.loss.value.before.xs).toEqual([1]);
});

test('guesses are of an end of an epoch, or of the step where the run rests', () => {
  const perEpoch = run.stepsPerEpoch.value;
  receive({ type: 'epoch', row, counts, guesses });
  expect(look.guessedStep.value).toBeUndefined();
  const others = { classes: new Uint8Array(4).fill(1), sure: guesses.sure };
  receive({ type: 'guessed', step: perEpoch + 30, counts, guesses: others });
  expect([look.guessedStep.value, look.guesses.value]).toEqual([perEpoch + 30, others]);
  receive({ type: 'epoch', row: { ...row, epoch: 1 }, counts, guesses });
  expect(look.guessedStep.value).toBeUndefined();
  // It rests where an epoch has just ended.
  receive({ type: 'guessed', step: 2 * perEpoch, counts, guesses: others });
  expect(look.guessedStep.value).toBeUndefined();
});

test('a run that is done is offered as many epochs again, ten at most', () => {
  const offered = (epochs: number): number => {
    run.runSpec.value = { ...bookSpec, epochs };
    return moreEpochs.value;
  };
  expect([1, 3, 10, 25].map(offered)).toEqual([1, 3, 10, 10]);
});
