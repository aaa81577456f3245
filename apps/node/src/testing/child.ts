import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';

export interface Child {
  readonly process: ChildProcess;
  /** The next line that it prints. */
  line(): Promise<string>;
  say(line: string): void;
  /** Its end: an exit code, or the signal that killed it. */
  readonly end: Promise<number | NodeJS.Signals>;
}

/** Runs a module's source in a process of its own, which resolves packages to their sources as tests do. */
export const startChild = (source: string): Child => {
  const args = ['--conditions=@kindling/source', '--disable-warning=ExperimentalWarning', '--input-type=module'];
  const child = spawn(execPath, [...args, '--eval', source], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    line: async () => String((await lines.next()).value),
    say: (line) => void child.stdin.write(`${line}\n`),
    end: once(child, 'exit').then(([code, signal]) => code ?? signal),
  };
};
