import { batch, signal } from '@preact/signals';
import { isBroken } from '../copy/runBar.ts';
import type { DeviceName, Failure, FailureKind, Offer, Order } from '../worker/protocol.ts';
import { fastest } from './fastest.ts';
import { counts, guesses, layer } from './look.ts';
import { plan } from './plan.ts';
import * as run from './run.ts';
import { order } from './trainer.ts';

/** What the buttons and keys do. */

/** How often somebody, or the page itself, told the run what to do. */
export const deeds = signal(0);

/** Tells the worker, and counts it. */
const command = (what: Order): void => {
  deeds.value += 1;
  order(what);
};

/** Where runs shall go; `auto` is the fastest that is known. */
export const wish = signal<'auto' | DeviceName>('auto');

/** The run at hand becomes the earlier one, kept for its curves; the page is empty for the next. */
const putAway = (): void =>
  batch(() => {
    const spec = run.runSpec.value;
    if (spec !== undefined && run.points.value.length > 0) {
      run.earlier.value = {
        spec,
        points: run.points.value,
        rows: run.rows.value,
        accuracy: run.result.value?.accuracy ?? run.rows.value.at(-1)?.validation.accuracy,
        seconds: run.result.value?.seconds,
      };
    }
    run.points.value = [];
    run.rows.value = [];
    counts.value = undefined;
    guesses.value = undefined;
    layer.value = undefined;
    run.failure.value = undefined;
    run.notice.value = undefined;
    run.result.value = undefined;
    run.savedStep.value = undefined;
    run.step.value = 0;
  });

/** Begins a run with what the controls say, on the device wished for. */
export const train = (): void => {
  putAway();
  const device = wish.value === 'auto' ? fastest(run.timings.value) : wish.value;
  command({ type: 'start', spec: plan.value, device });
};

/** The same run from its beginning, elsewhere. */
export const trainOn = (device: DeviceName): void => {
  wish.value = device;
  train();
};

export const pause = (): void => command({ type: 'pause' });
export const resume = (): void => command({ type: 'resume' });
export const stop = (): void => command({ type: 'stop' });
export const more = (epochs: number): void => command({ type: 'more', epochs });

/** The one big button: what it does depends on the state. */
export const trainOrPause = (): void => {
  const phase = run.phase.value;
  if (run.isRunning.value) pause();
  else if (phase === 'paused' || phase === 'stopped') resume();
  else if (phase !== 'starting') train();
};

/** What takes the worker's place when it is silent: set by `start.ts`, which knows how a page begins. */
let restart = (): void => undefined;
export const onRestart = (how: () => void): void => {
  restart = how;
};

const did: { readonly [D in Offer['do']]: (offer: Extract<Offer, { do: D }>, kind: FailureKind) => void } = {
  startAgain: ({ spec }) => {
    plan.value = spec;
    train();
  },
  goBack: ({ learningRate }) => command({ type: 'goBack', learningRate }),
  useDevice: ({ device }) => trainOn(device),
  useUnkept: ({ from, pictures }) =>
    order({ type: 'import', from, keep: false, ...(pictures !== undefined && { pictures }) }),
  goOn: (_, kind) => (isBroken(kind) ? restart() : resume()),
  dismiss: () => undefined,
};

/** Does what the button beside a failure says. */
export const take = (offer: Offer, { kind }: Failure): void => {
  run.failure.value = undefined;
  (did[offer.do] as (offer: Offer, kind: FailureKind) => void)(offer, kind);
};
