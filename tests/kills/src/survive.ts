import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Plan, type Point, points } from './lethal.ts';

/** On what and in what manner a run is made. */
export interface Setting {
  readonly backend: 'cpu' | 'wasm';
  readonly threads: 1 | 3;
  /** `long` epochs have folds in them. */
  readonly setting: 'short' | 'long';
}

interface Sitting {
  readonly killed: boolean;
  readonly output: string;
  readonly errors: string;
}

const sit = (folder: string, { backend, threads, setting }: Setting, plan?: Plan): Promise<Sitting> =>
  new Promise((resolve, reject) => {
    const more = plan === undefined ? [] : [plan.point, String(plan.count)];
    const program = join(import.meta.dirname, 'program.ts');
    const args = [
      '--conditions=@kindling/source',
      '--no-warnings',
      program,
      folder,
      backend,
      String(threads),
      setting,
      ...more,
    ];
    // What was compiled for the unbroken run serves those that are killed.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../.cache/compiled') };
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve({ killed: signal === 'SIGKILL', output, errors });
      else reject(new Error(`the run ended with ${signal ?? code}:\n${errors}\n${output}`));
    });
  });

/** How a run ended: weights as a hash, and the files that must be the same. */
interface End {
  readonly weights: string;
  readonly files: readonly string[];
  readonly best: string;
  readonly history: string;
}

const endOf = (folder: string, output: string): End => ({
  weights: /^weights .*$/m.exec(output)?.[0] ?? 'none',
  files: readdirSync(folder).sort(),
  best: readFileSync(join(folder, 'best.safetensors'), 'hex'),
  history: readFileSync(join(folder, 'history.csv'), 'utf8'),
});

const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-kills-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const unbroken = (setting: Setting): Promise<End> =>
  inFolder(async (folder) => endOf(folder, (await sit(folder, setting)).output));

/** mulberry32 */
const drawing = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

/** How often a sitting may come to a point before it is killed there. */
const visits = ({ setting }: Setting): Readonly<Record<Point, number>> => {
  const steps = setting === 'long' ? 150 : 9;
  return { step: steps, update: 2 * steps, callback: steps, fold: 3, validation: 3, write: 6, rename: 10, read: 4 };
};

const last = (pattern: RegExp, text: string): number => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);

export interface Survived {
  readonly end: End;
  /** Where the run was killed. */
  readonly kills: readonly Point[];
  /** Most steps that a kill cost. */
  readonly lost: number;
}

/** A run that is killed at most `kills` times, at seeded places, and goes on each time. */
export const survive = (setting: Setting, seed: number, kills: number): Promise<Survived> =>
  inFolder(async (folder) => {
    const draw = drawing(seed);
    const happened: Point[] = [];
    let reached = 0;
    let lost = 0;
    for (;;) {
      const point = points[draw(points.length)] as Point;
      const plan = happened.length < kills ? { point, count: 1 + draw(visits(setting)[point]) } : undefined;
      const { killed, output } = await sit(folder, setting, plan);
      if (/^from /m.test(output)) lost = Math.max(lost, reached - last(/^from (\d+)$/gm, output));
      reached = Math.max(last(/^from (\d+)$/gm, output), last(/^step (\d+)$/gm, output));
      if (!killed) return { end: endOf(folder, output), kills: happened, lost };
      happened.push(point);
    }
  });
