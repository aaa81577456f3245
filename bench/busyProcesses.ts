import { spawn } from 'node:child_process';

/** Processes that do nothing but compute, as many as are set going; the others are stopped. */
export interface BusyProcesses {
  setGoing(count: number): void;
  end(): void;
}

export const busyProcesses = (most: number): BusyProcesses => {
  const processes = Array.from({ length: most }, () =>
    spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' }),
  );
  const setGoing = (count: number): void => {
    for (const [i, each] of processes.entries()) each.kill(i < count ? 'SIGCONT' : 'SIGSTOP');
  };
  setGoing(0);
  return {
    setGoing,
    end: () => {
      for (const each of processes) each.kill('SIGKILL');
    },
  };
};
