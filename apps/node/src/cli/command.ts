import type { Terminal } from '@kindling/train';

/** What a command may do to the outside beside files: say something. */
export interface Output {
  print(line: string): void;
  /** Says how far something has come, in a line that the next one replaces; only a terminal shows it. */
  status(text: string): void;
  /** Where training shows how it goes, if not on the process's own. */
  readonly terminal?: Terminal | undefined;
}

export interface Command {
  /** One line for the list of commands. */
  readonly about: string;
  /** The whole help, as `--help` prints it. */
  readonly help: string;
  /** @returns the exit code */
  run(argv: readonly string[], output: Output): Promise<number>;
}

/** What was typed does not fit: exit code 2, where other errors give 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How the app is called, in messages and help. */
export const invocation = 'npm start --';
