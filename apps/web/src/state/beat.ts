import type { Event } from '../worker/protocol.ts';

/**
 * What shows how far a run is: it comes by itself, and nobody waits for it. In two parts that take turns, since all of
 * it at once would hold the page up.
 */
const parts: readonly ReadonlySet<Event['type']>[] = [
  new Set(['report', 'saved']),
  new Set(['watched', 'epoch', 'layer']),
];

/** Milliseconds between two parts: each of them changes the page once a second. */
const beat = 500;

export interface BeatOptions {
  /** Progress in its order; all of it is one change of the page. */
  show(events: readonly Event[]): void;
  /** Anything else. */
  tell(event: Event): void;
  /** Whether progress may wait: only of a run at work, on a page that is seen. */
  mayWait(): boolean;
  readonly now?: () => number;
}

/** Holds progress back until its beat; anything else is told at once, behind what was held. */
export const createBeat = ({ show, tell, mayWait, now = () => performance.now() }: BeatOptions) => {
  let held: Event[] = [];
  /** When each part was shown last. */
  let shown = parts.map(() => Number.NEGATIVE_INFINITY);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (due: (event: Event) => boolean): void => {
    const events = held.filter(due);
    if (events.length === 0) return;
    held = held.filter((event) => !due(event));
    shown = shown.map((last, part) => (events.some(({ type }) => parts[part]!.has(type)) ? now() : last));
    show(events);
  };

  /** When a part may be shown: a beat behind the other one, two behind itself. */
  const dueAt = (part: number): number =>
    Math.max(...shown.map((last, other) => last + (other === part ? 2 * beat : beat)));
  const waiting = (): readonly number[] =>
    parts.flatMap((types, part) => (held.some(({ type }) => types.has(type)) ? [part] : []));

  const next = (): void => {
    clearTimeout(timer);
    const [first] = [...waiting()].sort((one, other) => dueAt(one) - dueAt(other));
    if (first === undefined) return;
    const rest = dueAt(first) - now();
    if (rest > 0) {
      timer = setTimeout(next, rest);
      return;
    }
    flush(({ type }) => parts[first]!.has(type));
    next();
  };

  return (event: Event): void => {
    const isProgress = parts.some((types) => types.has(event.type));
    if (isProgress) held.push(event);
    if (isProgress && mayWait()) {
      next();
      return;
    }
    clearTimeout(timer);
    flush(() => true);
    if (!isProgress) tell(event);
  };
};
