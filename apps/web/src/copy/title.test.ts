import { expect, it } from 'vitest';
import { type Shown, titleOf } from './title.ts';

const shown: Shown = { phase: 'running', progress: 0.364, accuracy: 0.913 };

it.each<[Partial<Shown>, string]>([
  [{}, '36 % · Kindling'],
  [{ phase: 'recovering' }, '36 % · Kindling'],
  [{ phase: 'paused' }, '36 %, paused · Kindling'],
  [{ phase: 'done' }, '91.3 % right · Kindling'],
  [{ phase: 'failed' }, 'Failed · Kindling'],
  [{ phase: 'ready' }, 'Kindling: train a neural network in this tab'],
  [{ phase: 'done', accuracy: undefined }, 'Kindling: train a neural network in this tab'],
])('names the tab for %o', (more, title) => expect(titleOf({ ...shown, ...more })).toBe(title));
