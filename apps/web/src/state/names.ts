import { shapeNames } from '@kindling/data/shapes';
import { computed } from '@preact/signals';
import { classNames } from './look.ts';
import { plan } from './plan.ts';

/** Names of the classes; those of shapes are known before the worker has told any. */
export const names = computed((): readonly string[] =>
  classNames.value.length > 0 || plan.value.data !== 'shapes' ? classNames.value : shapeNames,
);
