import { fork } from 'node:child_process';
import type { Outcome, Settings } from './outcome.ts';

/** Longer than any run on wasm: on a machine with nothing else to do, the longest takes half a minute. */
const usual = 400_000;

/** Runs the specs in a process of their own, for so many milliseconds at most. */
export const run = (program: string, settings: Settings, limit = usual): Promise<readonly Outcome[]> =>
  new Promise((resolve, reject) => {
    const child = fork(program, [JSON.stringify(settings)], { execArgv: [], stdio: 'pipe', timeout: limit });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    let outcomes: readonly Outcome[] | undefined;
    child.on('message', (message) => {
      outcomes = message as readonly Outcome[];
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (outcomes !== undefined && code === 0) resolve(outcomes);
      else reject(new Error(`specs ${JSON.stringify(settings)}: ended with ${signal ?? code}\n${output.slice(-4000)}`));
    });
  });
