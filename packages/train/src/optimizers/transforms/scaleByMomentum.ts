// internal: `scaleByRate` and `trace` in one, for the kernel that does both
import { momentumStep } from '@kindling/core';
import { perParameter, type Transform } from '../transform.ts';
import { finishByStep } from './finishByStep.ts';
import type { TraceOptions } from './trace.ts';

/** u ← η u, v ← μ v + u, u ← v; with `nesterov` u ← μ v + u. */
export const scaleByMomentum = ({ momentum, nesterov = false }: TraceOptions): Transform => ({
  ...perParameter({
    kind: 'momentum',
    config: { nesterov },
    slots: { velocity: 0 },
    scalars: (_step, learningRate) => ({ learningRate, momentum }),
    update: ({ update: gradient, ...own }) => momentumStep.direction({ gradient, ...own }, { nesterov }),
  }),
  finish: (flow, own, inPlace) => finishByStep(momentumStep, flow, own, { nesterov, inPlace }),
});
