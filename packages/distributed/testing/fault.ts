import type { World } from '../src/world.ts';

/** What befalls a rank. */
export type Harm = 'kill' | 'stop' | 'throw' | 'exit 0' | 'exit 3' | 'term';

/** In what it is, when it befalls it. */
export type Place = 'start' | 'gradient' | 'sum' | 'update' | 'evaluation' | 'callback' | 'write' | 'rename';

export interface Fault {
  readonly rank: number;
  readonly harm: Harm;
  readonly place: Place;
  /** How many times it goes through that place before. */
  readonly after: number;
}

const harms: Readonly<Record<Harm, () => void>> = {
  kill: () => process.kill(process.pid, 'SIGKILL'),
  stop: () => process.kill(process.pid, 'SIGSTOP'),
  throw: () => {
    throw new Error('a fault of the test');
  },
  'exit 0': () => process.exit(0),
  'exit 3': () => process.exit(3),
  term: () => process.kill(process.pid, 'SIGTERM'),
};

/** Called in each place; does harm once, in its own. */
export const faultOf = ({ rank }: Pick<World, 'rank'>, fault: Fault | undefined): ((place: Place) => void) => {
  let left = fault?.after ?? 0;
  return (place) => {
    if (fault === undefined || fault.rank !== rank || fault.place !== place || left < 0) return;
    left -= 1;
    if (left < 0) harms[fault.harm]();
  };
};
