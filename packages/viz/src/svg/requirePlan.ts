// internal: whether a plan is one
import { oneOf, show } from '@kindling/core/options';
import type { ExecutionPlan, PlannedLaunch, PlannedPhase } from '../plan.ts';

const isAmount = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** @throws what is no plan, by its place */
export const requirePlan = (plan: unknown): void => {
  const { name, state, phases, arena } = Object(plan) as Partial<ExecutionPlan>;
  if (typeof name !== 'string' || !Array.isArray(phases)) {
    throw new TypeError(
      `planPlot: plan must be { name, state, phases, arena }, as explain of @kindling/jit lists them, got ${show(plan)}`,
    );
  }
  oneOf(['compiled', 'waiting', 'eager']).read('planPlot', 'plan.state', state);
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
      const { name, flops = 0, bytesRead, bytesWritten } = Object(launch) as Partial<PlannedLaunch>;
      if (typeof name !== 'string') throw new TypeError(`planPlot: ${place}.name must be a string, got ${show(name)}`);
      for (const [key, value] of Object.entries({ flops, bytesRead, bytesWritten }))
        requireAmount(`${place}.${key}`, value);
    }
  }
};
