import type { Phase } from '../worker/protocol.ts';
import { percent, wholePercent } from './numbers.ts';

export interface Shown {
  readonly phase: Phase;
  /** Of the run's steps, 0..1. */
  readonly progress: number;
  readonly accuracy: number | undefined;
}

/** Of the tab: the page is looked at from beside, too. */
export const titleOf = ({ phase, progress, accuracy }: Shown): string => {
  if (phase === 'running' || phase === 'recovering') return `${wholePercent(progress)} · Kindling`;
  if (phase === 'paused') return `${wholePercent(progress)}, paused · Kindling`;
  if (phase === 'failed') return 'Failed · Kindling';
  if (phase === 'done' && accuracy !== undefined) return `${percent(accuracy)} right · Kindling`;
  return 'Kindling: train a neural network in this tab';
};
