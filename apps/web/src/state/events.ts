import { batch } from '@preact/signals';
import { withPoint } from '../worker/merge.ts';
import type { Event } from '../worker/protocol.ts';
import { dataName, dataNote, importing } from './dataset.ts';
import {
  classNames,
  counts,
  guessedStep,
  guesses,
  inspected,
  layer,
  showClass,
  testClasses,
  testCount,
  trainCount,
  watched,
} from './look.ts';
import { pacesAfter, stepsOf } from './pace.ts';
import { plan } from './plan.ts';
import { putAway } from './putAway.ts';
import * as run from './run.ts';
import { paces } from './taking.ts';

type Handlers = { readonly [K in Event['type']]: (event: Extract<Event, { type: K }>) => void };

/** What each event of the worker changes. */
const handlers: Handlers = {
  device: ({ device }) => {
    run.device.value = device;
  },
  timed: ({ device, msPerStep }) => {
    run.timings.value = { ...run.timings.value, [device]: msPerStep };
  },
  timingFailed: () => undefined,
  import: ({ type: _, ...progress }) => {
    importing.value = progress;
  },
  importEnded: () => {
    importing.value = undefined;
  },
  data: (told) => {
    const isAnother = dataName.value !== told.name;
    // A run that is restored is told before its data; one of other data is over.
    if (run.runSpec.value?.data !== told.name) {
      putAway();
      run.runSpec.value = undefined;
    }
    dataName.value = told.name;
    dataNote.value = told.note;
    classNames.value = told.classNames;
    testClasses.value = told.testClasses;
    testCount.value = told.test;
    trainCount.value = told.train;
    if (!isAnother) return;
    watched.value = undefined;
    inspected.value = undefined;
  },
  state: ({ phase, spec, step, stepsPerEpoch, result }) => {
    if (phase !== 'failed') run.failure.value = undefined;
    run.phase.value = phase;
    run.runSpec.value = spec;
    run.step.value = step;
    run.stepsPerEpoch.value = stepsPerEpoch;
    run.result.value = result;
    if (phase !== 'running') run.secondsLeft.value = undefined;
  },
  report: ({ step, point, stepsPerSecond, hostTimePerStep, secondsLeft }) => {
    run.step.value = step;
    run.points.value = withPoint(run.points.value, point, run.stepsPerEpoch.value);
    run.stepsPerSecond.value = stepsPerSecond;
    run.hostTimePerStep.value = hostTimePerStep;
    run.secondsLeft.value = secondsLeft;
  },
  watched: (told) => {
    watched.value = told.guesses;
  },
  epoch: (told) => {
    run.rows.value = [...run.rows.value.filter(({ epoch }) => epoch < told.row.epoch), told.row];
    counts.value = told.counts;
    guesses.value = told.guesses;
    guessedStep.value = undefined;
  },
  guessed: (told) => {
    counts.value = told.counts;
    guesses.value = told.guesses;
    const isEnd = told.step === run.rows.value.length * run.stepsPerEpoch.value;
    guessedStep.value = isEnd ? undefined : told.step;
  },
  layer: (told) => {
    layer.value = told.layer;
  },
  saved: ({ step }) => {
    run.savedStep.value = step;
    run.notSaved.value = undefined;
  },
  notSaved: ({ sentence }) => {
    run.notSaved.value = sentence;
  },
  restored: (told) => {
    run.runSpec.value = told.spec;
    run.step.value = told.step;
    run.stepsPerEpoch.value = stepsOf(told.spec);
    run.savedStep.value = told.step;
    run.points.value = told.points;
    run.rows.value = told.rows;
    counts.value = told.counts;
    guesses.value = told.guesses;
    guessedStep.value = undefined;
    showClass(undefined);
    run.earlier.value = told.earlier;
  },
  recovered: ({ step, sentence }) => {
    run.points.value = run.points.value.filter((point) => point.step <= step);
    run.notice.value = sentence;
  },
  failed: ({ failure }) => {
    run.failure.value = failure;
  },
  answer: () => undefined,
  refused: () => undefined,
};

export const receive = (event: Event): void =>
  batch(() => {
    (handlers[event.type] as (event: Event) => void)(event);
    const known = { run: run.runSpec.value, planned: plan.value, device: run.device.value?.name };
    paces.value = pacesAfter(paces.value, event, known);
  });
