import type { Spec } from '@kindling/app-common';
import { computed } from '@preact/signals';
import { plan } from './plan.ts';
import { runSpec } from './run.ts';
import { isRunOf, rateNow } from './same.ts';

/** Whether the controls say another run than the one shown. */
export const differs = computed(() => runSpec.value !== undefined && !isRunOf(runSpec.value, plan.value));

const sameLayers = (a: Spec, b: Spec): boolean => JSON.stringify(a.layers) === JSON.stringify(b.layers);

/** The run shown, where its hidden layers are not the planned ones. */
export const otherModel = computed((): Spec['layers'] | undefined =>
  runSpec.value === undefined || sameLayers(runSpec.value, plan.value) ? undefined : runSpec.value.layers,
);

/** What of the run shown is trained otherwise than planned. */
export type Training = Partial<Pick<Spec, 'optimizer' | 'learningRate' | 'batch' | 'epochs' | 'seed'>>;

const names = ['optimizer', 'learningRate', 'batch', 'epochs', 'seed'] as const;

export const trainingApart = (run: Spec, planned: Spec): Training => {
  const now: Spec = { ...run, learningRate: rateNow(run) };
  return Object.fromEntries(names.filter((name) => now[name] !== planned[name]).map((name) => [name, now[name]]));
};

export const otherTraining = computed((): Training | undefined => {
  const apart = runSpec.value === undefined ? {} : trainingApart(runSpec.value, plan.value);
  return Object.keys(apart).length === 0 ? undefined : apart;
});
