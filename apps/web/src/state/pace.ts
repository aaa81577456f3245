import type { Spec } from '@kindling/app-common';
import type { DeviceName, Event } from '../worker/protocol.ts';

/** How fast steps were measured on a device, and of which run; the newest alone is kept. */
export interface Pace {
  readonly spec: Spec;
  readonly secondsPerStep: number;
}
export type Paces = Readonly<Partial<Record<DeviceName, Pace>>>;

export interface Known {
  /** The run at hand; undefined before the first. */
  readonly run: Spec | undefined;
  readonly planned: Spec;
  /** That the run is on. */
  readonly device: DeviceName | undefined;
}

/** What an event tells of the pace; a run that is done tells it best, with its tests. */
export const pacesAfter = (paces: Paces, event: Event, { run, planned, device }: Known): Paces => {
  if (event.type === 'timed') {
    return { ...paces, [event.device]: { spec: run ?? planned, secondsPerStep: event.msPerStep / 1000 } };
  }
  if (device === undefined || run === undefined) return paces;
  if (event.type === 'report' && event.stepsPerSecond > 0) {
    return { ...paces, [device]: { spec: run, secondsPerStep: 1 / event.stepsPerSecond } };
  }
  if (event.type === 'state' && event.result !== undefined && event.step > 0) {
    return { ...paces, [device]: { spec: event.spec ?? run, secondsPerStep: event.result.seconds / event.step } };
  }
  return paces;
};

export const stepsOf = ({ pictures, batch }: Spec): number => Math.ceil(pictures / batch);

/** Whether two runs have the same steps: the same model, and as many pictures at once. */
const isAlike = (a: Spec, b: Spec): boolean =>
  a.batch === b.batch && a.optimizer === b.optimizer && JSON.stringify(a.layers) === JSON.stringify(b.layers);

/** Seconds that a run takes at this pace; undefined where it was of other steps. */
export const secondsAt = (pace: Pace | undefined, spec: Spec): number | undefined =>
  pace !== undefined && isAlike(pace.spec, spec) ? pace.secondsPerStep * stepsOf(spec) * spec.epochs : undefined;
