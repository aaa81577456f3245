// internal: Ray's driver as a child of this process
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Sweep } from './readSweep.ts';

const script = fileURLToPath(new URL('../../ray/driver.py', import.meta.url));

/** Ends what a driver that died may leave of its Ray: its agents wait long for one that is gone. */
const endGroup = (group: number): void => {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // There is nobody left.
  }
};

/**
 * Runs a sweep and answers with the driver's exit code. The driver lives as long as its standard input is open, that is
 * no longer than this process. SIGINT and SIGTERM ask it to stop and save; a second SIGINT ends it at once.
 */
export const drive = (python: string, sweep: Sweep, restore: boolean): Promise<number> =>
  new Promise((resolve, reject) => {
    const driver = spawn(python, [script], {
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' },
      detached: true, // a group of its own: a terminal's Ctrl-C comes here alone, and once
    });
    let isStopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (isStopping && signal === 'SIGINT') driver.stdin.destroy();
      else if (!isStopping) driver.stdin.write('stop\n');
      isStopping = true;
    };
    driver.stdin.on('error', () => undefined); // it has ended: its code says why
    driver.on('error', reject);
    driver.on('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      driver.stdin.destroy();
      endGroup(driver.pid!);
      resolve(code ?? 1);
    });
    process.on('SIGINT', stop).on('SIGTERM', stop);
    driver.stdin.write(`${JSON.stringify({ ...sweep, restore })}\n`);
  });
