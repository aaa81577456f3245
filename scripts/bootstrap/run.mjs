// Runs a quiet child process, and says what a wait is for.
import { spawn } from 'node:child_process';

/**
 * Runs a command to its end, quietly; its output is shown only where it fails.
 *
 * @param {{ command: string, args: string[], shell?: boolean }} command
 * @param {{ cwd: string, what: string, env?: NodeJS.ProcessEnv }} options `what` names it in the error
 * @returns {Promise<string>} what it printed
 */
export const run = ({ command, args, shell = false }, { cwd, what, env = process.env }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => reject(new Error(`${what} could not start: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${what} failed (${signal ?? `exit code ${code}`}):\n${output.trimEnd()}`));
    });
  });

/**
 * One plain line that says what is waited for, and at its end how long it took.
 *
 * @param {string} what
 * @returns {() => void} call it when the wait is over
 */
export const waitingFor = (what) => {
  const start = performance.now();
  console.error(`kindling: ${what} ...`);
  return () => console.error(`kindling: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
};
