import { bookSpec, cifar10Spec, type DataName } from '@kindling/app-common';
import { signal } from '@preact/signals';
import { isSmall } from '../worker/small.ts';
import { dataName, isHeld } from './dataset.ts';
import { door } from './door.ts';
import { sizes } from './keeping.ts';
import { plan } from './plan.ts';
import { isLive, phase } from './run.ts';
import { order } from './trainer.ts';

/** All that CIFAR-10 has here. */
export const cifar10Pictures = isSmall ? 10_000 : cifar10Spec.pictures;

/** Data that would end a run that is not done: asked first. */
export const asked = signal<DataName | undefined>(undefined);

export const isHere = (): boolean => isHeld.value || dataName.value === 'cifar10' || (sizes.value?.cifar10 ?? 0) > 0;

/** Epochs that were planned with the data that are not planned with now. */
const epochsBefore: { [N in DataName]?: number } = {};

/** Plans with these data and has the worker take them up. */
export const useData = (name: DataName): void => {
  const { pictures, test } = name === 'shapes' ? bookSpec : { ...cifar10Spec, pictures: cifar10Pictures };
  const { data, epochs } = plan.value;
  asked.value = undefined;
  epochsBefore[data] = epochs;
  plan.value = { ...plan.value, data: name, pictures, test, epochs: epochsBefore[name] ?? bookSpec.epochs };
  order({ type: 'data', spec: plan.value });
};

export const chooseData = (name: DataName): void => {
  if (name === plan.value.data) return;
  if (name === 'cifar10' && !isHere()) door.value = { name: 'cifar10' };
  else if (isLive.value || phase.value === 'stopped') asked.value = name;
  else useData(name);
};

/** How many pictures may be learned from. */
export const pictureChoices = (data: DataName, all: number, planned: number): readonly number[] =>
  [...new Set([1000, 5000, 10_000, ...(data === 'shapes' ? [] : [all]), planned])].sort((a, b) => a - b);
