import { fromLink } from '@kindling/app-common';
import { pausedByItself, pickedUp } from '../copy/runBar.ts';
import type { Event, Phase } from '../worker/protocol.ts';
import {
  deeds,
  isPausedByVisitor,
  isUnasked,
  onRestart,
  pause,
  resume,
  stop,
  takeEarly,
  train,
  wish,
} from './actions.ts';
import { ownNames, readAddress } from './address.ts';
import { isSparing, mayAutoRun, mostUnasked } from './autoRun.ts';
import { whenAlone } from './lock.ts';
import { watchedCount } from './look.ts';
import { plan } from './plan.ts';
import { hidden } from './rooms.ts';
import { notice, phase } from './run.ts';
import { stored } from './stored.ts';
import { timeGpu } from './timeGpu.ts';
import { onEvent, openTrainer, startTrainer } from './trainer.ts';

const address = readAddress(location.hash);
const linked = fromLink(location.hash, ownNames);
let isKept = false;
/** Whether the run at hand shall go on as soon as the worker has it. */
let goesOn = false;
let isDecided = false;
/** What is to be told when the run has come to a phase. */
let due: { readonly phase: Phase; readonly sentence: string } | undefined;
/** `deeds` as it was when the page began by itself; undefined if it did not, or its time is counted already. */
let unasked: number | undefined;

/** Pauses a run that nobody asked for when it has had its time; one that somebody took over goes on. */
const watchUnasked = (since: number): void => {
  setTimeout(() => {
    if (deeds.value !== since || phase.value !== 'running') return;
    pause();
    due = { phase: 'paused', sentence: pausedByItself };
  }, mostUnasked);
};

const begin = (): void => {
  isDecided = true;
  const visit = {
    isFirst: stored.get('visited') === undefined,
    allowed: address.autorun,
    isShared: linked.isGiven,
    isKept,
    isSparing: isSparing(),
    isInUse: document.activeElement !== document.body,
    data: plan.value.data,
  };
  stored.set('visited', '1');
  if (!mayAutoRun(visit)) return;
  train();
  isUnasked.set(true);
  unasked = deeds.value;
};

/** On with a run of an earlier visit; what nobody has asked for then has its time here, too. */
const goOn = (): void => {
  const isStillUnasked = isUnasked.get();
  resume();
  if (!isStillUnasked) return;
  isUnasked.set(true);
  unasked = deeds.value;
};

/** Does what was pressed before the trainer was ready; whether there was anything. */
const doEarly = (phase: Phase): boolean => {
  const pressed = takeEarly();
  if (pressed === undefined) return false;
  isDecided = true;
  stored.set('visited', '1');
  if (pressed === 'stop') {
    if (phase === 'paused') stop();
  } else if (phase === 'ready') train();
  else if (phase === 'paused') resume();
  return true;
};

const hear = (event: Event): void => {
  if (event.type === 'restored') {
    isKept = true;
    // A trainer that was started anew goes on with what it finds.
    goesOn ||= event.wasRunning && !isPausedByVisitor.get();
    plan.value = event.spec;
    if (goesOn) due = { phase: 'running', sentence: pickedUp(event.step) };
  }
  if (event.type === 'report') timeGpu();
  if (event.type !== 'state' || event.phase === 'starting') return;
  if (event.phase === due?.phase) {
    notice.value = due.sentence;
    due = undefined;
  }
  const shallGoOn = goesOn;
  goesOn = false;
  if (doEarly(event.phase)) return;
  if (event.phase === 'paused' && shallGoOn) goOn();
  if (event.phase === 'running' && unasked !== undefined) {
    watchUnasked(unasked);
    unasked = undefined;
  }
  if (event.phase !== 'ready') return;
  if (!isDecided) begin();
  else if (shallGoOn) train();
};

const open = (kept: boolean): void =>
  openTrainer({ type: 'open', device: wish.value, watched: watchedCount, spec: plan.value, kept });

/** Starts the trainer with what the address says, and hears it. */
export const start = (): void => {
  wish.value = address.device;
  hidden.value = new Set(address.hide);
  plan.value = linked.spec;
  const wrong = [...address.unknown, ...Object.values(linked.refused)];
  if (wrong.length > 0) notice.value = wrong.join('. ');
  onEvent(hear);
  onRestart(() => {
    isKept = false;
    goesOn = !isPausedByVisitor.get();
    phase.value = 'starting';
    startTrainer();
    open(true);
  });
  // It loads while the page is drawn, and while another tab trains.
  startTrainer();
  whenAlone(() => open(!linked.isGiven));
};
