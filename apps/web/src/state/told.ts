import { limits } from '@kindling/app-common';
import { computed } from '@preact/signals';
import { type Sentence, sentence } from '../copy/runBar.ts';
import { titleOf } from '../copy/title.ts';
import type { DeviceName } from '../worker/protocol.ts';
import { isStuck } from '../worker/stuck.ts';
import { fastest } from './fastest.ts';
import { testCount } from './look.ts';
import { plan } from './plan.ts';
import * as run from './run.ts';
import { takes } from './taking.ts';

/** What the page says of the run, from what the worker told. */

/** Of the run at hand, or of the next one. */
export const epochs = computed(() => run.runSpec.value?.epochs ?? plan.value.epochs);

/** What a run that is done is offered: as many again, ten at most, and no more than a spec may have. */
export const moreEpochs = computed(() => Math.min(10, epochs.value, limits.epochs.most - epochs.value));

const steps = computed(() => run.stepsPerEpoch.value * epochs.value);

/** 0..1 */
export const progress = computed(() => Math.min(1, steps.value === 0 ? 0 : run.step.value / steps.value));

/** Where in which epoch the run stands: at an end of one it is still in it. */
export const place = computed(() => {
  const perEpoch = run.stepsPerEpoch.value;
  const epoch = Math.max(0, Math.ceil(run.step.value / perEpoch) - 1);
  return { epoch, batch: run.step.value - epoch * perEpoch };
});

/** Whether a run that is done is right no more often than a guess. */
export const hasFailedToLearn = computed(() => {
  const { result, phase, rows } = run;
  return phase.value === 'done' && result.value !== undefined && isStuck(result.value.accuracy, rows.value.length);
});

export const told = computed<Sentence>(() =>
  sentence({
    phase: run.phase.value,
    isWaiting: run.isWaiting.value,
    isStuck: hasFailedToLearn.value,
    device: run.device.value,
    epochs: run.phase.value === 'ready' ? plan.value.epochs : epochs.value,
    epoch: place.value.epoch,
    batchOfEpoch: place.value.batch,
    step: run.step.value,
    saved: run.savedStep.value === run.step.value && run.step.value > 0,
    takes: takes.value,
    testCount: testCount.value,
    result: run.result.value,
  }),
);

export const title = computed(() =>
  titleOf({ phase: run.phase.value, progress: progress.value, accuracy: run.result.value?.accuracy }),
);

/** The device that the next run would be faster on; undefined if this one is the fastest known. */
export const faster = computed<DeviceName | undefined>(() => {
  const best = fastest(run.timings.value);
  return best === run.device.value?.name || run.device.value === undefined ? undefined : best;
});

/** Milliseconds a step by device; of the one at work what its run needs, as `steps/s` beside it says. */
export const timesNow = computed(() => {
  const { device, stepsPerSecond, timings } = run;
  if (device.value === undefined || stepsPerSecond.value === undefined) return timings.value;
  return { ...timings.value, [device.value.name]: 1000 / stepsPerSecond.value };
});
