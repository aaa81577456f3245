import { count } from './numbers.ts';

const whole = (share: number): number => Math.round(share * 100);

/** Read aloud, so without signs and abbreviations. */
export const said = {
  started: (device: string): string => `Training started on ${device}`,
  epoch: (epoch: number, epochs: number, accuracy: number, validation: number): string =>
    `Epoch ${epoch} of ${epochs}: accuracy ${whole(accuracy)} percent, validation ${whole(validation)}`,
  paused: 'Training paused',
  resumed: 'Training goes on',
  stopped: 'Training stopped',
  done: (accuracy: number, test: number): string =>
    `Done: ${whole(accuracy)} percent of ${count(test)} test pictures right`,
} as const;
