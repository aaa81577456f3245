import { exponentialDecay, piecewiseConstantDecay, type Schedule } from '@kindling/train';
import { readNumbers } from './golden.ts';

/** A schedule as JSON names it. */
export interface NamedSchedule {
  readonly schedule: keyof typeof schedules;
  readonly options: object;
}

export interface ScheduleCase extends NamedSchedule {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

export const scheduleCases = readNumbers<{ cases: ScheduleCase[] }>('schedules').cases;

const schedules = { exponentialDecay, piecewiseConstantDecay };

export const scheduleOf = ({ schedule, options }: NamedSchedule): Schedule => {
  const make = schedules[schedule] as (options: object) => Schedule;
  return make(options);
};
