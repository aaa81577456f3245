// A worker that trains nothing: it answers the page at once with what a worker would have told by then.
import type { Spec } from '@kindling/app-common';
import { shapes } from '@kindling/data';
import type {
  Asking,
  Described,
  Event,
  FromWorker,
  QuestionName,
  Questions,
  ToWorker,
} from '../../../../apps/web/src/worker/protocol.ts';
import { layerAt, recording, sharesAfter, sharesOf } from './numbers.ts';
import { eventsOf, type Pictures, type WorkerState } from './states.ts';

declare const stubState: WorkerState;

const version = 1;
const pictureSize = 32 * 32 * 3;
let run = 0;
let spec: Spec | undefined;
let pictures: Pictures | undefined;

const post = (event: Event): void => postMessage({ ...event, version, run } satisfies FromWorker);

const drawn = async (): Promise<Pictures> => {
  if (pictures === undefined) {
    const { test, classNames } = await shapes({ train: 0, test: 1000, seed: 1 });
    pictures = { classNames, classes: test.y.data as Uint8Array, pixels: new Uint8Array(test.x.data as Uint8Array) };
  }
  return pictures;
};

const described = (of: Spec): Described => {
  let inputs = 3072;
  const layers = [...of.layers, { units: 10, activation: 'softmax' as const }];
  const dense = layers.map(({ units, activation }, index) => {
    const parameters = (inputs + 1) * units;
    inputs = units;
    return { name: `dense_${index + 1}`, kind: `dense, ${activation}`, shape: `[${units}]`, parameters };
  });
  const rows = [
    { name: 'input', kind: 'input', shape: '[32, 32, 3]', parameters: 0 },
    { name: 'flatten', kind: 'flatten', shape: '[3072]', parameters: 0 },
    ...dense,
  ];
  const parameters = dense.reduce((sum, row) => sum + row.parameters, 0);
  const line = (name: string, shape: string, count: string) => `${name.padEnd(24)}${shape.padEnd(20)}${count}`;
  const table = rows.map(({ name, shape, parameters: own }) => line(name, shape, own.toLocaleString('en')));
  const summary = [line('Layer', 'Output', 'Parameters'), ...table, `Total: ${parameters.toLocaleString('en')}`];
  return { summary: summary.join('\n'), rows, parameters };
};

const pixelsOf = (ids: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(ids.length * pictureSize);
  for (const [place, id] of ids.entries()) {
    bytes.set(pictures!.pixels.subarray(id * pictureSize, (id + 1) * pictureSize), place * pictureSize);
  }
  return bytes;
};

type Answers = { readonly [K in QuestionName]: (ask: Questions[K]['ask']) => Questions[K]['answer'] };

const answers: Answers = {
  describe: ({ spec: of }) => described(of),
  pictures: ({ ids }) => ({
    pixels: pixelsOf(ids),
    classes: Uint8Array.from(ids, (id) => pictures!.classes[id] ?? 0),
  }),
  // A picture that is not of the set is mostly the frame that views.ts draws.
  predict: ({ pixels }) => {
    const count = pixels.length / pictureSize;
    const all = new Float32Array(count * 10);
    for (let at = 0; at < count; at++) all.set(sharesOf(pictures!.classNames.indexOf('frame'), 0.83), at * 10);
    return { probabilities: all };
  },
  inspect: ({ id }) => ({
    probabilities: sharesAfter(id, recording.rows.length),
    neurons: [14, 0, 49, 7, 91].map((unit, rank) => ({ unit, value: 3.1 - rank / 3 })),
    history: recording.rows.map((_, epoch) => sharesAfter(id, epoch + 1)[pictures!.classes[id]!]!),
  }),
  layer: () => layerAt(10, pictures!.pixels, 200),
  neuron: ({ unit }) => {
    const ids = Array.from({ length: 9 }, (_, index) => (unit + 10 * index) % 1000);
    return { ids, pixels: pixelsOf(ids) };
  },
  save: () => ({ bytes: new Uint8Array(2_600_000) }),
  load: () => ({ spec: spec! }),
  sizes: () => ({ run: 7_755_120, cifar10: 0 }),
  forget: () => ({}),
};

const answer = async ({ id, question, with: ask }: Asking): Promise<void> => {
  await drawn();
  post({ type: 'answer', id, value: (answers[question] as (ask: unknown) => Questions[QuestionName]['answer'])(ask) });
};

const tell = async (state: WorkerState): Promise<void> => {
  for (const event of eventsOf(state, spec!, await drawn())) post(event);
};

const states: Partial<Record<ToWorker['type'], WorkerState>> = { pause: 'paused', resume: 'running', stop: 'stopped' };

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'ask') return answer(data);
  if (data.type === 'open') {
    spec = data.spec;
    return tell(stubState);
  }
  if (data.type === 'start') {
    run += 1;
    spec = data.spec;
    return tell('running');
  }
  const next = states[data.type];
  if (next !== undefined) await tell(next);
});
