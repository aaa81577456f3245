// internal: the plans of each session
import { createPlan, type Plan } from './plan.ts';

type Told = Pick<Plan<never>, 'state' | 'dispose'>;

export interface Plans {
  /** That of a name, made where there is none; undefined where there are too many, and all of them at work. */
  of<Given>(name: string): Plan<Given> | undefined;
  entries(): Iterable<readonly [name: string, plan: Told]>;
  dispose(): void;
}

/** More kinds of arguments than this run as they come, as long as the others are at work. */
const most = 64;
/** In calls of the session: a plan that was not needed for so long makes room for another. */
const idle = 1000;

export const createPlans = (): Plans => {
  const plans = new Map<string, { readonly plan: Told; used: number }>();
  let calls = 0;
  const makesRoom = (): boolean => {
    const [name, { plan, used }] = [...plans].reduce((oldest, each) => (each[1].used < oldest[1].used ? each : oldest));
    if (calls - used < idle) return false;
    plan.dispose();
    return plans.delete(name);
  };
  return {
    of: <Given>(name: string) => {
      calls += 1;
      const known = plans.get(name);
      if (known === undefined && plans.size >= most && !makesRoom()) return undefined;
      const plan = known?.plan ?? createPlan<Given>();
      plans.set(name, { plan, used: calls });
      return plan as Plan<Given>;
    },
    entries: function* () {
      for (const [name, { plan }] of plans) yield [name, plan] as const;
    },
    dispose: () => {
      for (const { plan } of plans.values()) plan.dispose();
    },
  };
};

const sessions = new WeakMap<object, Plans>();

export const notePlans = (session: object, plans: Plans): void => {
  sessions.set(session, plans);
};

export const plansOf = (session: object): Plans | undefined => sessions.get(session);
