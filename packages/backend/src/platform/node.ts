import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { describeCores, type Platform } from './platform.ts';

type Listener = (...values: unknown[]) => void;

interface Entry {
  readonly event: string;
  readonly listener: Listener;
}

const listeners = (): readonly Entry[] =>
  ['uncaughtException', 'unhandledRejection'].flatMap((event) =>
    process.rawListeners(event).map((listener) => ({ event, listener: listener as Listener })),
  );

const isAmong = (entries: readonly Entry[], { event, listener }: Entry): boolean =>
  entries.some((entry) => entry.event === event && entry.listener === listener);

/** `function (reason) { throw reason; }` */
const rethrows = (listener: Listener): boolean => /^function ?\((\w+)\) ?\{[^}]*\bthrow \1;/.test(String(listener));

export const platform: Platform = {
  isNode: true,
  device: (threads) => describeCores(threads, availableParallelism(), cpus()[0]?.model),
  wasmFolder: () => {
    try {
      const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
      return join(dirname(manifest), 'dist') + sep;
    } catch {
      return undefined; // bundled into one file: tfjs looks beside that file
    }
  },
  withoutRethrowers: async (start) => {
    const before = listeners();
    try {
      return await start();
    } finally {
      const theirs = listeners().filter((entry) => !isAmong(before, entry) && rethrows(entry.listener));
      for (const { event, listener } of theirs) process.removeListener(event, listener);
    }
  },
  keepListeners: (run) => {
    const before = listeners();
    run();
    const left = listeners();
    for (const entry of before) if (!isAmong(left, entry)) process.on(entry.event, entry.listener);
  },
  warn: (text) => process.emitWarning(text, { type: 'KindlingWarning' }),
};
