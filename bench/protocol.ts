// The coordinator's end of a contestant's process. Requests are lines of words, answers lines of JSON; other lines,
// which libraries like to print, are passed over.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Milliseconds to get ready in; what takes longer would hold up the others for hours. */
  readonly patience: number;
}

/**
 * `ready` and `absent` come once, unasked; the others answer `run <steps>`, `ask <steps>`, `host <steps>` and `memory`.
 */
export type Answer =
  | { readonly ready: string }
  | { readonly absent: string }
  | { readonly milliseconds: number }
  | { readonly peak: number };

export interface Running {
  /** Of its process. */
  readonly pid: number | undefined;
  /** What it says of itself. */
  readonly note: string;
  /** Does this many steps and gives the milliseconds that they took. */
  run(steps: number): Promise<number>;
  /** The milliseconds until this many steps are asked for, which a device does later. */
  ask(steps: number): Promise<number>;
  /** Of the milliseconds that this many steps take, those outside of WebAssembly. */
  host(steps: number): Promise<number>;
  /** MiB. */
  peakMemory(): Promise<number>;
  /** Comes back when the process is gone. */
  end(): Promise<void>;
}

export interface Absent {
  readonly absent: string;
}

/** Starts a contestant and waits until it is ready and warm, or says why it cannot take part. */
export const startContestant = async ({ command, args, env, patience }: Command): Promise<Running | Absent> => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const gone = new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) =>
      resolve(`it ended with ${signal ?? code}: ${complaint.trim().split('\n').at(-1)}`),
    );
  });
  child.stdin.on('error', () => undefined); // `gone` says it better
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const answer = async (): Promise<Answer> => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) return { absent: await gone };
      if (value.startsWith('{')) return JSON.parse(value);
    }
  };
  const ask = async <Key extends 'milliseconds' | 'peak'>(request: string, key: Key): Promise<number> => {
    child.stdin.write(`${request}\n`);
    const given = await answer();
    if (key in given) return (given as Record<Key, number>)[key];
    const reason = 'absent' in given ? given.absent : `it answered ${JSON.stringify(given)}`;
    throw new Error(`bench: a contestant failed at "${request}": ${reason}`);
  };

  let late: Absent | undefined;
  const timer = setTimeout(() => {
    late = { absent: `it was not ready after ${(patience / 1000).toFixed(0)} s, three steps included` };
    child.kill('SIGKILL');
  }, patience);
  const first = await answer();
  clearTimeout(timer);
  if (!('ready' in first)) {
    child.stdin.end();
    await gone;
    return late ?? ('absent' in first ? first : { absent: 'it answered before it was asked' });
  }
  return {
    pid: child.pid,
    note: first.ready,
    run: (steps) => ask(`run ${steps}`, 'milliseconds'),
    ask: (steps) => ask(`ask ${steps}`, 'milliseconds'),
    host: (steps) => ask(`host ${steps}`, 'milliseconds'),
    peakMemory: () => ask('memory', 'peak'),
    end: async () => {
      child.stdin.end();
      await gone;
    },
  };
};
