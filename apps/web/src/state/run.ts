import type { Spec } from '@kindling/app-common';
import { computed, signal } from '@preact/signals';
import type { ChartPoint, DeviceTold, EarlierRun, EpochRow, Failure, Phase, Result } from '../worker/protocol.ts';

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
export const result = signal<Result | undefined>(undefined);
/** Of the charts, oldest first; a new array at each change. */
export const points = signal<readonly ChartPoint[]>([]);
export const rows = signal<readonly EpochRow[]>([]);
export const failure = signal<Failure | undefined>(undefined);
/** A line that stands under the state for a while: what was recovered, or why a run waits. */
export const notice = signal<string | undefined>(undefined);
/** Why nothing is saved; gone as soon as something is. */
export const notSaved = signal<string | undefined>(undefined);
/** Whether another tab trains, and this one begins after it. */
export const isWaiting = signal(false);
export const device = signal<DeviceTold | undefined>(undefined);
/** Milliseconds a step of this model, by device. */
export const timings = signal<Readonly<Partial<Record<DeviceTold['name'], number>>>>({});
/** Why another device could not be timed. */
export const timingNote = signal<string | undefined>(undefined);
/** Of the step that was saved last. */
export const savedStep = signal<number | undefined>(undefined);

/** The run before this one, kept for its curves. */
export const earlier = signal<EarlierRun | undefined>(undefined);
