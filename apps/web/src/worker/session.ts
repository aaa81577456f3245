import { bookSpec, type Spec } from '@kindling/app-common';
import { worker as copy } from '../copy/worker.ts';
import { answers } from './answers.ts';
import { createConductor } from './conductor.ts';
import { createDesk, recordOf } from './desk.ts';
import { wordsOf } from './failures.ts';
import type { SessionHost } from './host.ts';
import { createImports } from './imports.ts';
import { projectOf } from './opened.ts';
import { encodeProject, openFile } from './project.ts';
import type { Asking, DeviceName, Order, QuestionName, Questions, ToWorker } from './protocol.ts';
import { Refused } from './refused.ts';
import { timeSteps } from './timing.ts';

export interface Session {
  receive(message: ToWorker): void;
  /** Tells of what nobody has caught. */
  fail(error: unknown): void;
  /** Comes when all orders so far are done and no run is at work. */
  settled(): Promise<void>;
}

/** Milliseconds that a run has time to begin by itself. */
const untilTimed = 500;

type Orders = { readonly [K in Order['type']]: (order: Extract<Order, { type: K }>) => void };
type Answers = { readonly [Q in QuestionName]: (ask: Questions[Q]['ask']) => Promise<Questions[Q]['answer']> };

/** Buffers of an answer that it is done with. */
const transferOf = (value: object): Transferable[] =>
  Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer as ArrayBuffer] : []));

/** The state machine: hears orders and questions, and posts what comes of them. */
export const createSession = (host: SessionHost): Session => {
  const desk = createDesk(bookSpec, host.send);
  const conductor = createConductor(desk, host);
  const imports = createImports(desk, host);
  let queue: Promise<void> = Promise.resolve();

  /** What changes the run goes one after the other. */
  const enqueue = (work: () => Promise<void> | void): void => {
    queue = queue.then(work).catch(conductor.fail);
  };

  const time = async (device: DeviceName, spec: Spec): Promise<void> => {
    try {
      const { told } = await host.choose(device);
      if (told.name !== device) throw new Error(told.why);
      desk.post({ type: 'timed', device, msPerStep: await timeSteps(spec) });
    } catch (error) {
      desk.post({ type: 'timingFailed', device, sentence: wordsOf(error) });
    }
  };

  /** Ends the timing of the device at work, as soon as there is something to do. */
  let timing = new AbortController();
  /** Before the first run, so that the page can say how long one takes; other devices may need seconds for it. */
  const timeHere = async (): Promise<void> => {
    const { phase, device, spec } = desk;
    if (phase !== 'ready' || device?.told.name !== 'wasm') return;
    timing = new AbortController();
    const msPerStep = await timeSteps(spec, timing.signal).catch(() => undefined);
    if (msPerStep !== undefined) desk.post({ type: 'timed', device: device.told.name, msPerStep });
  };

  const orders: Orders = {
    open: ({ device, watched, spec, kept }) => {
      desk.watched = watched;
      desk.spec = spec;
      enqueue(async () => {
        await conductor.open(device, kept);
        setTimeout(() => enqueue(timeHere), untilTimed);
      });
    },
    start: ({ spec, device }) => enqueue(() => conductor.start(spec, device)),
    pause: () => {
      if (conductor.job === undefined) return;
      conductor.job.pause();
      desk.tellState('paused');
    },
    resume: () => {
      if (conductor.job?.isPaused) return conductor.job.resume();
      enqueue(() => (['paused', 'stopped', 'failed'].includes(desk.phase) ? conductor.goOn() : undefined));
    },
    stop: () => enqueue(conductor.stop),
    more: ({ epochs }) => enqueue(() => (desk.phase === 'done' ? conductor.more(epochs) : undefined)),
    rate: ({ learningRate }) => {
      if (conductor.job === undefined) conductor.setRate(learningRate);
      else conductor.job.order(learningRate);
    },
    goBack: ({ learningRate }) => enqueue(() => conductor.goBack(learningRate)),
    data: ({ spec }) => enqueue(() => conductor.showData(spec)),
    import: (order) => void imports.begin(order),
    cancelImport: imports.cancel,
    visible: ({ visible }) => {
      desk.visible = visible;
      conductor.job?.see(visible);
    },
    time: ({ device, spec }) => enqueue(() => time(device, spec)),
  };

  /** Waits for a network where one is on its way. */
  const whenReady = async <T>(answer: () => Promise<T> | T): Promise<T> => {
    if (desk.trainer === undefined) await queue;
    if (desk.trainer === undefined) throw new Refused(copy.notReady);
    return answer();
  };

  const asked: Answers = {
    describe: async (ask) => answers.describe(desk, ask),
    pictures: (ask) => whenReady(() => answers.pictures(desk, ask)),
    predict: (ask) => whenReady(() => answers.predict(desk, ask)),
    inspect: (ask) => whenReady(() => answers.inspect(desk, ask)),
    layer: (ask) => whenReady(() => answers.layer(desk, ask)),
    neuron: (ask) => whenReady(() => answers.neuron(desk, ask)),
    save: () =>
      whenReady(async () => {
        const checkpoint = await (conductor.job?.checkpoint() ?? desk.trainer?.checkpoint());
        if (checkpoint === undefined) throw new Refused(copy.notReady);
        return { bytes: await encodeProject({ checkpoint, record: recordOf(desk) }) };
      }),
    load: ({ file }) =>
      whenReady(async () => {
        const project = await projectOf(await openFile(file, desk.spec));
        enqueue(() => conductor.putIn(project));
        await queue;
        return { spec: project.record.spec };
      }),
    sizes: host.sizes,
    forget: async ({ what }) => {
      await host.forget(what);
      return {};
    },
  };

  const answer = async ({ id, question, with: ask }: Asking): Promise<void> => {
    try {
      const value = await (asked[question] as (ask: unknown) => Promise<Questions[QuestionName]['answer']>)(ask);
      desk.post({ type: 'answer', id, value }, value === undefined ? [] : transferOf(value));
    } catch (error) {
      const field = error instanceof Refused ? error.field : undefined;
      desk.post({ type: 'refused', id, sentence: wordsOf(error), field });
    }
  };

  return {
    receive: (message) => {
      if (message.type === 'ask') return void answer(message);
      timing.abort();
      (orders[message.type] as (order: Order) => void)(message);
    },
    fail: conductor.fail,
    settled: async () => {
      await queue;
      await conductor.idle();
    },
  };
};
