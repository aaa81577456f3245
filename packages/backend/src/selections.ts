// internal: what is selected. tfjs has one backend in use and one table of gradients for the whole process, and so this
// file has the only variables of the package.
import { createTurns, platform } from '@kindling/core';
import { engine, getBackend, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { registerAllGradients } from './gradients/registerAllGradients.ts';

/** How things were before the first selection. */
interface Ground {
  readonly backend: string | undefined;
  undoGradients(): void;
}

interface Selection {
  /** Undefined while it is being looked for. */
  backend: string | undefined;
  undo?(): Promise<void>;
}

let ground: Ground | undefined;
const selections = new Set<Selection>();
/** Backends that no one had started before. */
const started = new Set<string>();

/** What reads and changes the process's backend runs one after the other. */
export const inTurn = createTurns();

export interface Hold {
  /** Before each attempt to start a backend. */
  trying(backend: string): void;
  /** After the one that worked; `undo` is called at the release. */
  chosen(backend: string, undo?: () => Promise<void>): void;
  /** Back to the latest selection that still holds or, after the last, to how things were. */
  release(): Promise<void>;
}

/** Opens a selection: gradients are there from here to the release of the last one. */
export const hold = (): Hold => {
  ground ??= { backend: getBackend() || undefined, undoGradients: registerAllGradients() };
  const selection: Selection = { backend: undefined };
  selections.add(selection);
  return {
    trying: (backend) => {
      if (!(backend in engine().registry)) started.add(backend);
    },
    chosen: (backend, undo) => {
      selection.backend = backend;
      if (undo !== undefined) selection.undo = undo;
    },
    release: async () => {
      if (!selections.delete(selection) || ground === undefined) return;
      await selection.undo?.();
      const backend = [...selections].at(-1)?.backend ?? ground.backend;
      if (backend !== undefined && backend !== getBackend()) await setBackend(backend);
      for (const name of started) if (!isInUse(name)) stop(name);
      if (selections.size > 0) return;
      ground.undoGradients();
      ground = undefined;
    },
  };
};

/** Selected, or home of tensors that somebody still holds. */
const isInUse = (name: string): boolean =>
  [...selections].some(({ backend }) => backend === name) || (engine().registry[name]?.numDataIds() ?? 0) > 0;

/** Gives back a backend's memory and leaves it registered, as loading its package has left it. */
const stop = (name: string): void => {
  started.delete(name);
  const registration = engine().registryFactory[name];
  if (registration === undefined) return;
  platform.keepListeners(() => removeBackend(name));
  registerBackend(name, registration.factory, registration.priority);
};
