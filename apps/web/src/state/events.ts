import { batch } from '@preact/signals';
import { merged } from '../worker/merge.ts';
import type { Event } from '../worker/protocol.ts';
import { dataName, dataNote, importing } from './dataset.ts';
import { classNames, counts, guesses, layer, testClasses, testCount, trainCount, watched } from './look.ts';
import * as run from './run.ts';

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
    dataName.value = told.name;
    dataNote.value = told.note;
    classNames.value = told.classNames;
    testClasses.value = told.testClasses;
    testCount.value = told.test;
    trainCount.value = told.train;
    if (!isAnother) return;
    watched.value = undefined;
    guesses.value = undefined;
    counts.value = undefined;
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
    run.points.value = merged([...run.points.value, point]);
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
  },
  layer: (told) => {
    layer.value = told.layer;
  },
  saved: ({ step }) => {
    run.savedStep.value = step;
  },
  notSaved: ({ sentence }) => {
    run.notice.value = sentence;
  },
  restored: (told) => {
    run.runSpec.value = told.spec;
    run.step.value = told.step;
    run.savedStep.value = told.step;
    run.points.value = told.points;
    run.rows.value = told.rows;
    counts.value = told.counts;
    guesses.value = told.guesses;
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

export const receive = (event: Event): void => batch(() => (handlers[event.type] as (event: Event) => void)(event));
