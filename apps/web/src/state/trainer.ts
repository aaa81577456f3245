import { batch, signal } from '@preact/signals';
import { trainer, trainerIs } from '../copy/trainer.ts';
import type { Event, Order, QuestionName, Questions } from '../worker/protocol.ts';
import { createBeat } from './beat.ts';
import { type Client, createClient } from './client.ts';
import { receive } from './events.ts';
import { takeWorker } from './firstWorker.ts';
import { failure, phase } from './run.ts';

/** How many workers were opened. */
export const begun = signal(0);

/** The worker that is there; it hears nothing before it is opened. */
let client: Client | undefined;
let isOpen = false;

const broken = (details: string): void => {
  phase.value = 'failed';
  failure.value = {
    kind: 'silent',
    sentence: trainer.ended,
    details,
    offers: [{ do: 'goOn' }],
  };
};

const listeners = new Set<(event: Event) => void>();

/** Hears every event after the state has taken it in. */
export const onEvent = (listener: (event: Event) => void): void => void listeners.add(listener);

const hear = (event: Event): void => {
  receive(event);
  for (const listener of listeners) listener(event);
};

const inTime = createBeat({
  show: (events) => batch(() => events.forEach(hear)),
  tell: hear,
  mayWait: () => phase.value === 'running' && !document.hidden,
});

/** Starts the worker, in place of one that was there. */
export const startTrainer = (): void => {
  client?.close();
  isOpen = false;
  client = createClient({
    worker: takeWorker(),
    onEvent: inTime,
    onBroken: broken,
  });
};

/** The first order; only behind it come others. */
export const openTrainer = (how: Extract<Order, { type: 'open' }>): void => {
  isOpen = true;
  begun.value += 1;
  client?.order(how);
};

export const order = (what: Order): void => {
  if (isOpen) client?.order(what);
};

/** Asks the worker; rejects with a `Refusal` in its words. */
export const ask = <K extends QuestionName>(question: K, what: Questions[K]['ask']): Promise<Questions[K]['answer']> =>
  client === undefined || !isOpen ? Promise.reject(new Error(trainerIs.notReady)) : client.ask(question, what);
