import { shapeNames } from '@kindling/data/shapes';
import { computed } from '@preact/signals';
import { dataName } from './dataset.ts';
import { classNames } from './look.ts';
import { plan } from './plan.ts';

/** Names of the planned data's classes; none before they are known. */
export const plannedNames = computed((): readonly string[] => {
  const { data } = plan.value;
  if (data === dataName.value) return classNames.value;
  return data === 'shapes' ? shapeNames : [];
});

/** Names of the classes; those of shapes are known before the worker has told any. */
export const names = computed((): readonly string[] =>
  classNames.value.length > 0 || plan.value.data !== 'shapes' ? classNames.value : shapeNames,
);
