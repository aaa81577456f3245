import type { Spec } from '@kindling/app-common';
import { computed } from '@preact/signals';
import { plan } from './plan.ts';
import { device, result, runSpec, stepsPerSecond, timings } from './run.ts';
import { isRunOf } from './same.ts';

/** Whether two runs have the same steps: the same model, and as many pictures at once. */
const isAlike = (a: Spec | undefined, b: Spec): boolean =>
  a !== undefined && a.batch === b.batch && JSON.stringify(a.layers) === JSON.stringify(b.layers);

export const stepsOf = ({ pictures, batch }: Spec): number => Math.ceil(pictures / batch);

/** Seconds that the planned run takes here; undefined where nothing like it has been timed. */
export const takes = computed((): number | undefined => {
  const spec = plan.value;
  const run = runSpec.value;
  if (isRunOf(run, spec) && result.value !== undefined) return result.value.seconds;
  if (run !== undefined && !isAlike(run, spec)) return undefined;
  const timed = device.value && timings.value[device.value.name];
  const perStep = timed !== undefined ? timed / 1000 : stepsPerSecond.value && 1 / stepsPerSecond.value;
  return perStep === undefined ? undefined : perStep * stepsOf(spec) * spec.epochs;
});
