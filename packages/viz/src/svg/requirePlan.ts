// internal: whether a plan is one
import { oneOf, show } from '@kindling/core/options';
import type { ExecutionPlan, PlannedLaunch, PlannedPhase } from '../plan.ts';
import { anyText } from './options.ts';

const isAmount = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** @throws what is no plan, by its place */
export const requirePlan = (plan: unknown): void => {
  const { name, state, reason = '', phases, arena } = Object(plan) as Partial<ExecutionPlan>;
  if (typeof name !== 'string' || !Array.isArray(phases)) {
    throw new TypeError(
      `planPlot: plan must be { name, state, phases, arena }, as explain of @kindling/jit lists them, got ${show(plan)}`,
    );
  }
  oneOf(['compiled', 'waiting', 'eager']).read('planPlot', 'plan.state', state);
  anyText.read('planPlot', 'plan.reason', reason);
  const requireAmount = (place: string, value: unknown): void => {
    if (isAmount(value)) return;
    throw new RangeError(`planPlot: ${place} must be a finite number of at least 0, got ${show(value)}`);
  };
  requireAmount('plan.arena', arena);
  for (const [i, phase] of phases.entries()) {
    const { launches } = Object(phase) as Partial<PlannedPhase>;
    if (!Array.isArray(launches))
      throw new TypeError(`planPlot: plan.phases[${i}] must be { launches }, got ${show(phase)}`);
    for (const [j, launch] of launches.entries()) {
      const place = `plan.phases[${i}].launches[${j}]`;
      const { name, flops = 0, bytesRead, bytesWritten, tensors = [] } = Object(launch) as Partial<PlannedLaunch>;
      anyText.read('planPlot', `${place}.name`, name);
      if (!Array.isArray(tensors) || tensors.some((each) => typeof each !== 'string'))
        throw new TypeError(`planPlot: ${place}.tensors must be a list of names, got ${show(tensors)}`);
      for (const [key, value] of Object.entries({ flops, bytesRead, bytesWritten }))
        requireAmount(`${place}.${key}`, value);
    }
  }
};
