/** What a run without validation logs: `{ loss: 1.8, accuracy: 0.34 }`. */
export type Logs<N extends string> = { readonly [K in N | 'loss']: number };

/** One row of a history: the training logs, and those of the validation data under `validation`. */
export type Epoch<N extends string> = Logs<N> & { readonly validation?: Logs<N> };

/** One row an epoch. */
export type History<N extends string> = readonly Epoch<N>[];

/** What a callback may watch: `loss`, `accuracy`, `validation.loss`, ... */
export type Monitored<N extends string> = N | 'loss' | `validation.${N | 'loss'}`;

/** The value of a row under its dotted name: `loggedValue(row, 'validation.loss')`. */
export const loggedValue = ({ validation, ...logs }: Epoch<never>, name: string): number | undefined => {
  const prefix = 'validation.';
  const isValidation = name.startsWith(prefix);
  const row: Readonly<Record<string, number>> = isValidation ? (validation ?? {}) : logs;
  return row[isValidation ? name.slice(prefix.length) : name];
};
