import '@tensorflow/tfjs-backend-cpu';
import { bookSpec, type Spec } from '@kindling/app-common';
import { modelOf, optimizerOf, testingOf, trainingOf } from '@kindling/app-common/training';
import { DeviceLostError } from '@kindling/core';
import { shapes } from '@kindling/data';
import { encodeModel } from '@kindling/models';
import { compile } from '@kindling/train';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Chosen } from './device.ts';
import { chooseDevice } from './device.ts';
import { Failed } from './failed.ts';
import type { SessionHost } from './host.ts';
import type { Project } from './project.ts';
import {
  type Event,
  type FromWorker,
  type Order,
  protocolVersion,
  type QuestionName,
  type Questions,
} from './protocol.ts';
import { createSession } from './session.ts';

const tiny: Spec = {
  ...bookSpec,
  ...{ pictures: 40, test: 20, batch: 8, epochs: 2 },
  layers: [{ units: 4, activation: 'relu' }],
};
const stepsPerEpoch = 5;

const noData = { kind: 'data', sentence: 'CIFAR-10 is not on this device.', offers: [] } as const;

const openData = async ({ data: name, pictures: train, test: count }: Spec) => {
  if (name === 'cifar10') throw new Failed(noData);
  return { ...(await shapes({ train, test: count, seed: 1 })), ...{ name, note: undefined, kept: false } };
};

/** The page's end of a session in this thread. */
const openPage = async (
  changes: {
    readonly spec?: Spec;
    readonly kept?: Project;
    readonly choose?: (wish: string) => Promise<Chosen>;
    readonly importCifar10?: SessionHost['importCifar10'];
  } = {},
) => {
  const heard: FromWorker[] = [];
  const saved: Project[] = [];
  const listeners = new Set<(message: FromWorker) => void>();
  const session = createSession({
    send: (message) => {
      heard.push(structuredClone(message));
      for (const listener of listeners) listener(message);
    },
    choose: changes.choose ?? (() => device),
    openData,
    importCifar10: changes.importCifar10 ?? (async () => undefined),
    keepRun: async (project) => {
      saved.push(project);
      return undefined;
    },
    keptRun: async () => ({ project: changes.kept }),
    sizes: async () => ({ run: 0, cifar10: 0 }),
    forget: async () => undefined,
  });
  const order = (what: Order): void => session.receive({ ...what, version: protocolVersion });
  /** Comes with the next event of a kind. */
  const next = <K extends FromWorker['type']>(
    type: K,
    fits: (event: Extract<FromWorker, { type: K }>) => boolean = () => true,
  ): Promise<Extract<FromWorker, { type: K }>> =>
    new Promise((resolve) => {
      const listen = (message: FromWorker): void => {
        if (message.type !== type || !fits(message as Extract<FromWorker, { type: K }>)) return;
        listeners.delete(listen);
        resolve(message as Extract<FromWorker, { type: K }>);
      };
      listeners.add(listen);
    });
  let id = 0;
  const ask = async <K extends QuestionName>(
    question: K,
    what: Questions[K]['ask'],
  ): Promise<Questions[K]['answer']> => {
    id += 1;
    const mine = id;
    const answered = Promise.race([
      next('answer', (message) => message.id === mine),
      next('refused', (message) => message.id === mine),
    ]);
    session.receive({ type: 'ask', id, question, with: what, version: protocolVersion });
    const message = await answered;
    if (message.type === 'refused') throw new Error(message.sentence);
    return message.value as Questions[K]['answer'];
  };
  const of = <K extends Event['type']>(type: K): readonly Extract<FromWorker, { type: K }>[] =>
    heard.filter((message): message is Extract<FromWorker, { type: K }> => message.type === type);
  const phases = (): readonly string[] =>
    of('state')
      .map(({ phase }) => phase)
      .filter((phase, i, all) => phase !== all[i - 1]);
  const page = { session, heard, saved, order, next, ask, of, phases };
  order({ type: 'open', device: 'cpu', watched: 10, spec: changes.spec ?? tiny, kept: changes.kept !== undefined });
  await session.settled();
  return page;
};

type Page = Awaited<ReturnType<typeof openPage>>;

const device = chooseDevice('cpu', { gpu: async () => ({ kind: 'none' }) });

/** The rows of the same run, written plainly, and its weights. */
const plainly = async (spec: Spec) => {
  const { train, test: testing } = await shapes({ train: spec.pictures, test: spec.test, seed: 1 });
  const trainer = compile(modelOf(spec), {
    ...{ optimizer: optimizerOf(spec), loss: 'categoricalCrossentropy', metrics: ['accuracy'], seed: spec.seed },
  });
  const rows = await trainer.fit(trainingOf(spec, train), {
    epochs: spec.epochs,
    validation: testingOf(spec, testing),
  });
  const weights = Object.values(trainer.weights.params).map((weight) => Array.from(weight.dataSync()));
  trainer.dispose();
  return { rows, weights };
};

const rowsOf = (page: Page) => page.of('epoch').map(({ row: { epoch: _, ...row } }) => row);

const weightsOf = ({ saved }: Page) =>
  Object.values(saved.at(-1)?.checkpoint.params ?? {}).map(({ data }) => Array.from(data));

test('it opens with untrained guesses, trains, and is done', async () => {
  const page = await openPage();
  expect(page.heard.map(({ type }) => type)).toEqual(['state', 'device', 'data', 'layer', 'watched', 'state']);
  expect(page.phases()).toEqual(['starting', 'ready']);
  page.order({ type: 'start', spec: tiny });
  await page.session.settled();
  expect(page.phases()).toEqual(['starting', 'ready', 'running', 'done']);
  const { rows, weights } = await plainly(tiny);
  expect(rowsOf(page)).toEqual(rows);
  expect(weightsOf(page)).toEqual(weights);
  const { result } = page.of('state').at(-1)!;
  expect(result).toMatchObject(rows.at(-1)!.validation!);
  const points = page.of('report').map(({ point }) => point);
  expect(points.reduce((sum, { steps }) => sum + steps, 0)).toBe(2 * stepsPerEpoch);
  const { counts, guesses } = page.of('epoch').at(-1)!;
  expect(counts.flat().reduce((a, b) => a + b)).toBe(tiny.test);
  expect(guesses.classes.length).toBe(tiny.test);
});

test('pauses, questions and checkpoints change no bit', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'pause' });
  await page.next('saved');
  const paused = page.of('state').at(-1)!;
  expect(paused.phase).toBe('paused');
  // Those of the network as it stands, though no epoch has ended here.
  const guessed = await page.next('guessed');
  expect(guessed.step).toBe(paused.step);
  expect(guessed.counts.flat().reduce((a, b) => a + b)).toBe(tiny.test);
  const picture = await page.ask('pictures', { of: 'test', ids: [3, 4] });
  expect(picture.pixels.length).toBe(2 * 3072);
  const { probabilities } = await page.ask('predict', { pixels: picture.pixels });
  expect(probabilities.length).toBe(20);
  const inspected = await page.ask('inspect', { id: 3 });
  expect(inspected.probabilities).toEqual(probabilities.slice(0, 10));
  expect(inspected.neurons.length).toBe(4);
  const likeliest = Math.max(...inspected.probabilities);
  expect(guessed.guesses.classes[3]).toBe(inspected.probabilities.indexOf(likeliest));
  expect(guessed.guesses.sure[3]).toBe(Math.round(255 * likeliest));
  expect((await page.ask('neuron', { unit: 2 })).ids.length).toBe(9);
  expect((await page.ask('layer', {}))?.total).toBe(4);
  expect((await page.ask('save', {})).bytes.length).toBeGreaterThan(1000);
  expect(page.of('state').at(-1)!.step).toBe(paused.step);
  page.order({ type: 'resume' });
  await page.next('report');
  await page.ask('predict', { pixels: picture.pixels });
  await page.ask('save', {});
  page.order({ type: 'visible', visible: false });
  await page.session.settled();
  expect(page.phases()).toEqual(['starting', 'ready', 'running', 'paused', 'running', 'done']);
  const { rows, weights } = await plainly(tiny);
  expect(rowsOf(page)).toEqual(rows);
  expect(weightsOf(page)).toEqual(weights);
});

test('a stopped run goes on where it was, and more epochs are those of a longer run', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'stop' });
  await page.session.settled();
  expect(page.phases().at(-1)).toBe('stopped');
  expect(page.of('saved').at(-1)!.step).toBe(page.of('state').at(-1)!.step);
  expect(page.of('guessed').at(-1)!.step).toBe(page.of('state').at(-1)!.step);
  page.order({ type: 'resume' });
  await page.session.settled();
  page.order({ type: 'more', epochs: 2 });
  await page.session.settled();
  expect(page.of('state').at(-1)).toMatchObject({ phase: 'done', step: 4 * stepsPerEpoch, spec: { epochs: 4 } });
  const { rows, weights } = await plainly({ ...tiny, epochs: 4 });
  expect(rowsOf(page)).toEqual(rows);
  expect(weightsOf(page)).toEqual(weights);
});

test('a rate that was ordered is in the spec, whose schedule gives the same bits', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'rate', learningRate: 0.01 });
  await page.session.settled();
  const { spec } = page.of('state').at(-1)!;
  expect(spec?.rates).toMatchObject([{ learningRate: 0.01 }]);
  const { rows, weights } = await plainly(spec!);
  expect(rowsOf(page)).toEqual(rows);
  expect(weightsOf(page)).toEqual(weights);
  const again = await openPage();
  again.order({ type: 'start', spec: spec! });
  await again.session.settled();
  expect(rowsOf(again)).toEqual(rows);
  again.order({ type: 'start', spec: tiny });
  page.order({ type: 'start', spec: tiny });
  await Promise.all([again.session.settled(), page.session.settled()]);
});

test('from a loss that is no number a run goes back, or begins again', async () => {
  const page = await openPage();
  const layer = { units: 4, activation: 'tanh' } as const;
  const wild: Spec = {
    ...tiny,
    optimizer: 'sgd',
    learningRate: 1e-3,
    layers: [layer, { units: 4, activation: 'relu' }],
  };
  page.order({ type: 'start', spec: wild });
  await page.next('report');
  page.order({ type: 'pause' });
  const { step: saved } = await page.next('saved');
  page.order({ type: 'rate', learningRate: 1e30 });
  page.order({ type: 'resume' });
  await page.session.settled();
  expect(page.phases().at(-1)).toBe('failed');
  const { failure } = page.of('failed').at(-1)!;
  expect(failure.kind).toBe('nan');
  expect(failure.offers).toMatchObject([
    { do: 'goBack', step: saved },
    { do: 'startAgain', spec: { rates: [] } },
  ]);
  const { probabilities } = await page.ask('predict', { pixels: new Uint8Array(3072) });
  expect(probabilities.every(Number.isFinite)).toBe(true);
  page.order({ type: 'goBack', learningRate: 5e-4 });
  await page.session.settled();
  expect(page.of('recovered').at(-1)).toMatchObject({ step: saved });
  const { phase, spec } = page.of('state').at(-1)!;
  expect(phase).toBe('done');
  expect(spec?.rates).toEqual([{ after: saved, learningRate: 5e-4 }]);
  const { weights } = await plainly(spec!);
  expect(weightsOf(page)).toEqual(weights);
});

test('another run takes the place of one at work; nothing leaks over three', async () => {
  const page = await openPage();
  const held: number[] = [];
  for (let run = 1; run <= 3; run++) {
    page.order({ type: 'start', spec: tiny });
    await page.next('report');
    page.order({ type: 'start', spec: tiny });
    await page.session.settled();
    held.push(memory().numTensors);
    expect(page.heard.at(-1)!.run).toBe(2 * run);
  }
  expect(new Set(held).size).toBe(1);
});

test('a kept run is shown, waits, and goes on to the same bits', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'pause' });
  await page.next('saved');
  const [kept] = page.saved;
  page.order({ type: 'stop' });
  await page.session.settled();
  const next = await openPage({ kept: structuredClone({ ...kept!, record: { ...kept!.record, phase: 'running' } }) });
  expect(next.of('restored')[0]).toMatchObject({ step: kept!.checkpoint.step, wasRunning: true });
  expect(next.phases()).toEqual(['starting', 'paused']);
  expect(next.of('guessed').at(-1)?.step).toBe(kept!.checkpoint.step);
  next.order({ type: 'resume' });
  await next.session.settled();
  const { weights } = await plainly(tiny);
  expect(weightsOf(next)).toEqual(weights);
});

test('what is kept of a run that was resumed says that it runs, from the checkpoint of the pause', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'pause' });
  const { step } = await page.next('saved');
  page.order({ type: 'resume' });
  expect(page.saved.map(({ record, checkpoint }) => [record.phase, checkpoint.step])).toEqual([
    ['paused', step],
    ['running', step],
  ]);
  await page.session.settled();
  const next = await openPage({ kept: structuredClone(page.saved[0]!) });
  next.order({ type: 'resume' });
  await next.next('state', ({ phase }) => phase === 'running');
  expect(next.saved.map(({ record, checkpoint }) => [record.phase, checkpoint.step])).toEqual([['running', step]]);
  await next.session.settled();
});

test('a saved file is the run again', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: tiny });
  await page.session.settled();
  const { bytes } = await page.ask('save', {});
  page.order({ type: 'start', spec: { ...tiny, epochs: 1 } });
  await page.session.settled();
  expect(await page.ask('load', { file: new Blob([bytes]) })).toEqual({ spec: tiny });
  await page.session.settled();
  expect(page.saved.at(-1)).toMatchObject({ record: { phase: 'done', spec: tiny }, checkpoint: { epoch: 2 } });
  expect(page.of('state').at(-1)).toMatchObject({ phase: 'done', step: 2 * stepsPerEpoch });
});

test('a spec that is refused leaves the run at work', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: { ...tiny, layers: [{ units: -3, activation: 'relu' }] } });
  await page.session.settled();
  expect(page.of('failed')[0]!.failure).toMatchObject({ kind: 'model' });
  expect(page.phases()).toEqual(['starting', 'ready']);
  await expect(
    page.ask('describe', { spec: { ...tiny, layers: [{ units: -3, activation: 'relu' }] } }),
  ).rejects.toThrow('dense: units must be a positive integer, got -3');
  expect(await page.ask('describe', { spec: bookSpec })).toMatchObject({ parameters: 646_260 });
});

test('a device that is lost is replaced, and the run goes on to the same bits; lost again, on WebAssembly', async () => {
  const wishes: string[] = [];
  let lose: () => void = () => undefined;
  const choose = async (wish: string): Promise<Chosen> => {
    wishes.push(wish);
    const onLost: Chosen['onLost'] = (listener) => {
      lose = () => listener(new DeviceLostError('reset', 'unknown'));
      return () => undefined;
    };
    return { ...(await device), onLost, undo: async () => undefined };
  };
  const page = await openPage({ choose });
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'pause' });
  const { step } = await page.next('saved');
  lose();
  await page.next('state', ({ phase }) => phase === 'paused');
  expect(page.of('recovered').at(-1)).toMatchObject({ step, again: 0 });
  lose();
  await page.session.settled();
  expect(page.phases().slice(-3)).toEqual(['paused', 'recovering', 'paused']);
  expect(wishes).toEqual(['cpu', 'cpu', 'wasm']);
  page.order({ type: 'resume' });
  await page.session.settled();
  expect(weightsOf(page)).toEqual((await plainly(tiny)).weights);
});

test('a model alone begins with its weights, paused at the first step', async () => {
  const page = await openPage();
  const model = modelOf(tiny);
  const weights = model.init({ seed: 7 });
  const bytes = await encodeModel(model, weights);
  for (const weight of Object.values(weights.params)) weight.dispose();
  const { spec } = await page.ask('load', { file: new Blob([bytes]) });
  expect(spec.layers).toEqual(tiny.layers);
  expect(page.of('state').at(-1)).toMatchObject({ phase: 'paused', step: 0 });
  const layer = await page.ask('layer', {});
  expect(Math.max(...layer!.moved)).toBe(0);
  page.order({ type: 'resume' });
  await page.session.settled();
  expect(page.of('state').at(-1)).toMatchObject({ phase: 'done', step: 2 * stepsPerEpoch });
});

test('where data are missing shapes are shown, and why; a run at work goes on', async () => {
  const cifar: Spec = { ...tiny, data: 'cifar10' };
  const page = await openPage({ spec: cifar });
  expect(page.phases()).toEqual(['starting', 'ready']);
  expect(page.of('data').map(({ name }) => name)).toEqual(['shapes']);
  expect(page.heard.at(-1)).toMatchObject({ type: 'failed', failure: { kind: 'data' } });
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'start', spec: cifar });
  await page.session.settled();
  expect(page.of('failed').at(-1)?.failure).toEqual(noData);
  expect(page.phases()).toEqual(['starting', 'ready', 'running', 'done']);
});

test('an import tells how far it is, and how it ended', async () => {
  const progress = { stage: 'read', loaded: 5, total: 10, bytesPerSecond: 1 } as const;
  const page = await openPage({
    importCifar10: async (from, { signal, onProgress }) => {
      onProgress?.(progress);
      if (from === 'bad') throw new Failed({ ...noData, kind: 'archive' });
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      signal?.throwIfAborted();
    },
  });
  page.order({ type: 'import', from: 'slow', keep: false });
  expect(page.of('import')).toMatchObject([progress]);
  const cancelled = page.next('importEnded');
  page.order({ type: 'cancelImport' });
  expect(await cancelled).toMatchObject({ how: 'cancelled' });
  expect(page.of('failed')).toEqual([]);
  const failed = page.next('failed');
  page.order({ type: 'import', from: 'bad', keep: true });
  expect((await failed).failure.kind).toBe('archive');
  expect(page.phases()).toEqual(['starting', 'ready']);
});

test('one that only guesses is told so after two epochs, and goes on', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: { ...tiny, epochs: 3, optimizer: 'sgd', learningRate: 1000, layers: [] } });
  await page.session.settled();
  const accuracy = page.of('epoch')[1]!.row.validation.accuracy;
  expect(accuracy).toBeLessThanOrEqual(0.12);
  expect(page.of('failed')[0]!.failure).toMatchObject({ kind: 'stuck' });
  expect(page.of('epoch').length).toBe(3);
});

test('the same data of another size wait for the next run', async () => {
  const page = await openPage();
  page.order({ type: 'start', spec: tiny });
  await page.next('report');
  page.order({ type: 'data', spec: { ...tiny, pictures: 60 } });
  await page.session.settled();
  expect(page.phases().at(-1)).toBe('done');
  expect(page.of('data').length).toBe(1);
});
