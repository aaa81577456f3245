import { spawn } from 'node:child_process';

export type Ended = { readonly code: number | null; readonly output: string };

/** Runs a program to its end; what it printed on both streams comes back in order. */
export const child = (command: string, args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' };
    const running = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [running.stdout, running.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    running.on('error', reject);
    running.on('close', (code) => resolve({ code, output }));
  });
