export interface Stopwatch {
  run(): void;
  rest(): void;
  /** Milliseconds that it has run. */
  readonly elapsed: number;
}

/** @param before milliseconds that it has run already */
export const createStopwatch = (now = () => performance.now(), before = 0): Stopwatch => {
  let sum = before;
  let since: number | undefined;
  return {
    run: () => {
      since ??= now();
    },
    rest: () => {
      if (since !== undefined) sum += now() - since;
      since = undefined;
    },
    get elapsed() {
      return sum + (since === undefined ? 0 : now() - since);
    },
  };
};

/** How far training was after so much time at it. */
interface Mark {
  readonly elapsed: number;
  readonly step: number;
  /** Milliseconds that JavaScript has needed to order all steps so far. */
  readonly host: number;
}

export interface Pace {
  readonly stepsPerSecond: number;
  readonly hostTimePerStep: number;
  /** Undefined for the first second. */
  readonly secondsLeft: number | undefined;
}

const recently = 10_000;
const unknownFor = 1000;

/** Speed and the time left, both by the steps of the last ten seconds at work; undefined before there are any. */
export const createPace = (): ((mark: Mark, stepsLeft: number) => Pace | undefined) => {
  let marks: readonly Mark[] = [];
  return (mark, stepsLeft) => {
    const recent = marks.filter(({ elapsed }) => elapsed >= mark.elapsed - recently);
    marks = [...recent, mark];
    const first = marks[0] as Mark;
    const [time, steps] = [mark.elapsed - first.elapsed, mark.step - first.step];
    if (steps <= 0 || time <= 0) return undefined;
    const stepsPerSecond = (1000 * steps) / time;
    const secondsLeft = mark.elapsed < unknownFor ? undefined : stepsLeft / stepsPerSecond;
    return { stepsPerSecond, hostTimePerStep: (mark.host - first.host) / steps, secondsLeft };
  };
};
