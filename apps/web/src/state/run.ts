import type { Spec } from '@kindling/app-common';
import { computed, signal } from '@preact/signals';
import type { ChartPoint, DeviceTold, EarlierRun, EpochRow, Failure, Phase } from '../worker/protocol.ts';

/** What the worker last told of the run. Written by `events.ts` alone. */
export const phase = signal<Phase>('starting');
export const isRunning = computed(() => phase.value === 'running' || phase.value === 'recovering');
/** Whether there is a run that other settings would end. */
export const isLive = computed(() => isRunning.value || phase.value === 'paused');
/** Of the run; undefined before the first. */
export const runSpec = signal<Spec | undefined>(undefined);
export const step = signal(0);
export const stepsPerEpoch = signal(157);
export const stepsPerSecond = signal<number | undefined>(undefined);
export const hostTimePerStep = signal<number | undefined>(undefined);
export const secondsLeft = signal<number | undefined>(undefined);
export const result = signal<
  { readonly loss: number; readonly accuracy: number; readonly seconds: number } | undefined
>(undefined);
/** Of the charts, oldest first; a new array at each change. */
export const points = signal<readonly ChartPoint[]>([]);
export const rows = signal<readonly EpochRow[]>([]);
export const failure = signal<Failure | undefined>(undefined);
/** A line that stands beside the state until the next one: what was recovered, or that nothing can be saved. */
export const notice = signal<string | undefined>(undefined);
export const device = signal<DeviceTold | undefined>(undefined);
/** Milliseconds a step of this model, by device. */
export const timings = signal<Readonly<Partial<Record<DeviceTold['name'], number>>>>({});
/** Why another device could not be timed. */
export const timingNote = signal<string | undefined>(undefined);
/** Of the step that was saved last. */
export const savedStep = signal<number | undefined>(undefined);

/** The run before this one, kept for its curves. */
export const earlier = signal<EarlierRun | undefined>(undefined);
