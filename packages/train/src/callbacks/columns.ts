// internal: a row of the history as columns
import type { Epoch } from '../trainer/history.ts';

/** `loss`, metrics, then the same of the validation data under `validation.`, in the order of the logs. */
export const columnsOf = ({ validation, ...logs }: Epoch<never>): readonly (readonly [string, number])[] => [
  ...Object.entries(logs),
  ...Object.entries(validation ?? {}).map(([name, value]) => [`validation.${name}`, value] as const),
];
