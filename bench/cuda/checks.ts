/** What checks found: a line of each, and whether it held. */
export interface Checks {
  /** Counts a check; `what` says what was looked at, with its figures. */
  check(holds: boolean, what: string): void;
  /** Says what could not be looked at, and why. */
  skip(what: string): void;
  /** Puts text among the lines, such as a table. */
  tell(text: string): void;
  result(): Found;
}

export interface Found {
  readonly text: string;
  readonly held: number;
  /** What did not hold. */
  readonly failed: readonly string[];
  /** What could not be looked at. */
  readonly skipped: readonly string[];
}

/** `progress` is told each line as it comes: where a process crashes, they show how far it came. */
export const createChecks = (progress: (line: string) => void = console.error): Checks => {
  const lines: string[] = [];
  const failed: string[] = [];
  const skipped: string[] = [];
  let held = 0;
  const say = (line: string): void => {
    lines.push(line);
    progress(line);
  };
  return {
    check: (holds, what) => {
      if (holds) held += 1;
      else failed.push(what);
      say(`- ${holds ? 'holds' : '**FAILS**'}: ${what}`);
    },
    skip: (what) => {
      skipped.push(what);
      say(`- skipped: ${what}`);
    },
    tell: say,
    result: () => ({ text: lines.join('\n'), held, failed, skipped }),
  };
};
