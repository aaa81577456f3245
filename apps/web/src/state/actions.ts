import { batch, signal } from '@preact/signals';
import { isBroken } from '../copy/runBar.ts';
import type { DeviceName, Failure, FailureKind, Offer, Order, Wish } from '../worker/protocol.ts';
import { fastest } from './fastest.ts';
import { mayTrain } from './mayTrain.ts';
import { plan } from './plan.ts';
import { putAway } from './putAway.ts';
import * as run from './run.ts';
import { storedFlag } from './stored.ts';
import { order } from './trainer.ts';

/** What the buttons and keys do. */

/** How often somebody, or the page itself, told the run what to do. */
export const deeds = signal(0);

/** Whether a run waits since it was told to: it waits on when the page is opened anew, whatever was saved last. */
export const isPausedByVisitor = storedFlag('paused');
/** Whether a run that goes on was begun by the page itself. */
export const isUnasked = storedFlag('unasked');

/** Tells the worker, and counts it. */
const command = (what: Order): void => {
  deeds.value += 1;
  run.notice.value = undefined;
  isUnasked.set(false);
  isPausedByVisitor.set(what.type === 'pause');
  order(what);
};

/** Where runs shall go; `auto` is the fastest that is known. */
export const wish = signal<Wish>('auto');

/** Begins a run with what the controls say, on the device wished for. */
export const train = (): void => {
  if (!mayTrain()) return;
  batch(() => {
    putAway();
    run.failure.value = undefined;
    run.notice.value = undefined;
  });
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

/** What was pressed while the trainer was not ready. */
let early: 'go' | 'stop' | undefined;

/** What was pressed before there was anything to do it; once. */
export const takeEarly = (): typeof early => {
  const pressed = early;
  early = undefined;
  return pressed;
};

/** Ends what goes on, or what is about to. */
export const stopIfLive = (): void => {
  if (run.phase.value === 'starting') early = 'stop';
  else if (run.isLive.value) stop();
};

/** The one big button: what it does depends on the state. */
export const trainOrPause = (): void => {
  const phase = run.phase.value;
  if (run.isRunning.value) pause();
  else if (phase === 'paused' || phase === 'stopped') resume();
  else if (phase === 'starting') early = 'go';
  else train();
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
