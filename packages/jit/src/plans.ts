// internal: the plans of each session
import type { Plan } from './plan.ts';

/** By the function's name and the signature of what it is given. */
export type Plans = Map<string, Pick<Plan<never>, 'state' | 'dispose'>>;

const sessions = new WeakMap<object, Plans>();

export const notePlans = (session: object, plans: Plans): void => {
  sessions.set(session, plans);
};

export const plansOf = (session: object): Plans | undefined => sessions.get(session);
