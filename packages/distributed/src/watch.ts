// internal: waiting for others with a limit, and ends that all ranks hear of
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { inspect } from 'node:util';

/** In seconds: how long `MPI_Abort` may speak to the others before this process is killed. */
const lastWords = 3;

/** In milliseconds: how long a wait asks without a pause, and then with short ones. */
const [eager, brisk] = [0.1, 20];

const [shortNap, longNap] = [0.05, 1];

/** In milliseconds: a longer pause was not ours. The whole job was stopped, as Slurm may do, and it counts as this. */
const longestTurn = 1000;

const cell = new Int32Array(new SharedArrayBuffer(4));

/** Sleeps, with the event loop. */
export const nap = (milliseconds: number): void => {
  Atomics.wait(cell, 0, 0, milliseconds);
};

/** One line on the error output, at once: what comes next may not return. */
const say = (line: string): void => {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // Nobody reads it.
  }
};

/** Sleeps $1 seconds, then says $2 and kills process $0; ends as soon as file 3 closes, which that process holds. */
const watchman =
  'sleep "$1" & s=$!; (read x; kill $s) <&3 & wait $s && { [ -z "$2" ] || echo "$2" >&4; kill -9 "$0"; }';

/**
 * Has another process kill this one after so many seconds, for calls into MPI that cannot be begun and asked after.
 *
 * @param line what it says then on the error output
 * @returns calls it off
 */
export const guard = (seconds: number, line = ''): (() => void) => {
  const child = spawn('sh', ['-c', watchman, String(process.pid), String(seconds), line], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 2],
  });
  // Without sh there is no such help; the limits of all that is begun hold all the same.
  child.on('error', () => {});
  child.unref();
  const held = child.stdio[3] as Socket | null | undefined;
  held?.on('error', () => {});
  held?.unref();
  return () => void held?.destroy();
};

/** Ends all ranks. */
export type Abort = (code: number) => void;

/** Looks after a rank's waits, and its end. */
export interface Watch {
  /**
   * Waits until all that was begun is done: asks, with naps in between. After `limit` seconds it ends the job with 75,
   * with a line that says who waited for whom in what.
   */
  wait(begun: readonly (() => boolean)[], what: string, limit: number, missing?: () => readonly number[]): void;
  /** Ends the job: a line on the error output, then all ranks. */
  end(code: number, line: string): never;
  /** From here on this process may end as it likes. */
  dismiss(): void;
}

/** `rank 1`, `ranks 1 and 2`, `ranks 1, 2 and 3`, `7 ranks, 1 among them`; `the others` where nobody knows. */
export const nameRanks = (ranks: readonly number[]): string => {
  if (ranks.length === 0) return 'the others';
  if (ranks.length === 1) return `rank ${ranks[0]}`;
  if (ranks.length > 4) return `${ranks.length} ranks, rank ${ranks[0]} among them`;
  return `ranks ${ranks.slice(0, -1).join(', ')} and ${ranks.at(-1)}`;
};

/** Who ends this process without leave ends the job: a launcher may take an early `exit(0)` for a success. */
export const watch = (rank: number, abort: Abort): Watch => {
  let over = false;
  /** Node would show it after the listeners of `exit`: too late here. */
  let uncaught: { readonly error: unknown } | undefined;
  const onUncaught = (error: unknown): void => {
    uncaught = { error };
  };
  const end = (code: number, line: string): never => {
    over = true;
    say(`kindling: ${line}; the job ends with ${code}`);
    guard(lastWords);
    abort(code);
    return process.exit(code);
  };
  const onExit = (code: number): void => {
    if (over) return;
    if (uncaught) say(inspect(uncaught.error));
    end(code === 0 ? 70 : code, `rank ${rank} ended before the others, without leave (exit code ${code})`);
  };
  process.on('exit', onExit);
  process.on('uncaughtExceptionMonitor', onUncaught);
  return {
    end,
    wait: (begun, what, limit, missing = () => []) => {
      let [waited, last] = [0, performance.now()];
      let left = begun.filter((done) => !done());
      while (left.length > 0) {
        const now = performance.now();
        waited += Math.min(now - last, longestTurn);
        last = now;
        if (waited > limit * 1000) {
          end(75, `rank ${rank} waited ${limit} s for ${nameRanks(missing())} in ${what}`);
        }
        if (waited > eager) nap(waited > brisk ? longNap : shortNap);
        left = left.filter((done) => !done());
      }
    },
    dismiss: () => {
      over = true;
      process.off('exit', onExit);
      process.off('uncaughtExceptionMonitor', onUncaught);
    },
  };
};
