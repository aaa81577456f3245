import { computed, signal } from '@preact/signals';
import { fastest } from './fastest.ts';
import { type Paces, secondsAt } from './pace.ts';
import { plan } from './plan.ts';
import { device, timings } from './run.ts';

/** Written by `events.ts` alone. */
export const paces = signal<Paces>({});

/** Seconds that the planned run takes here; undefined where nothing like it has been measured. */
export const takes = computed((): number | undefined => {
  const name = fastest(timings.value) ?? device.value?.name;
  return name === undefined ? undefined : secondsAt(paces.value[name], plan.value);
});
