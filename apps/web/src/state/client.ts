import { trainerIs } from '../copy/trainer.ts';
import type { Asking, Event, FromWorker, Order, QuestionName, Questions, ToWorker } from '../worker/protocol.ts';
import { protocolVersion } from '../worker/protocol.ts';

/** A refusal in the worker's words, with the field that it is of. */
export class Refusal extends Error {
  readonly field: string | undefined;
  constructor(sentence: string, field: string | undefined) {
    super(sentence);
    this.name = 'Refusal';
    this.field = field;
  }
}

/** The page's end of the worker: orders, questions with answers, and events. */
export interface Client {
  order(order: Order): void;
  ask<K extends QuestionName>(question: K, ask: Questions[K]['ask']): Promise<Questions[K]['answer']>;
  /** Ends the worker; open questions are refused. */
  close(): void;
}

export interface ClientOptions {
  readonly worker: Worker;
  onEvent(event: Event): void;
  /** The worker broke down, or sent what it never should. */
  onBroken(details: string): void;
}

export const createClient = ({ worker, onEvent, onBroken }: ClientOptions): Client => {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  let run = 0;

  const refuseAll = (why: string): void => {
    for (const { reject } of open.values()) reject(new Refusal(why, undefined));
    open.clear();
  };

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.version !== protocolVersion) {
      onBroken(trainerIs.ofAnotherBuild);
      return;
    }
    if (data.type === 'answer' || data.type === 'refused') {
      const waiting = open.get(data.id);
      open.delete(data.id);
      if (data.type === 'answer') waiting?.resolve(data.value);
      else waiting?.reject(new Refusal(data.sentence, data.field));
      return;
    }
    if (data.run < run) return;
    run = data.run;
    onEvent(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    refuseAll(trainerIs.ended);
    onBroken(event.message ?? trainerIs.notLoaded);
  };
  worker.onmessageerror = () => onBroken(trainerIs.unreadable);

  const post = (message: Order | Asking): void => {
    worker.postMessage({ ...message, version: protocolVersion } satisfies ToWorker);
  };

  return {
    order: post,
    ask: (question, ask) =>
      new Promise((resolve, reject) => {
        asked += 1;
        open.set(asked, { resolve: resolve as (value: unknown) => void, reject });
        post({ type: 'ask', id: asked, question, with: ask });
      }),
    close: () => {
      worker.terminate();
      refuseAll(trainerIs.ended);
    },
  };
};
