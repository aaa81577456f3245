const make = (): Worker =>
  new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'trainer' });

/** The one that was made before anybody asked. */
let early: Worker | undefined;

/** Has the trainer's script load while the page's own does, which gets it from `takeWorker`. */
export const makeWorkerEarly = (): void => {
  const made = make();
  early = made;
  // Nobody hears it yet: who takes one then is given another, and hears that fail.
  made.onerror = (event) => {
    event.preventDefault();
    early = undefined;
  };
};

/** A worker that nobody has. */
export const takeWorker = (): Worker => {
  const taken = early ?? make();
  early = undefined;
  return taken;
};
