import { readSpec } from '@kindling/app-common';
import { hostArray, type Images, type Split } from '@kindling/data';
import { worker as copy } from '../copy/worker.ts';
import { describe } from './describe.ts';
import type { Desk } from './desk.ts';
import { excitementOf } from './excitement.ts';
import { probabilitiesOf } from './guesses.ts';
import { inputs } from './neurons.ts';
import type { QuestionName, Questions } from './protocol.ts';
import { Refused } from './refused.ts';
import { firstLayerOf, networkOf } from './workshop.ts';

type Answers<K extends QuestionName> = {
  readonly [Q in K]: (desk: Desk, ask: Questions[Q]['ask']) => Promise<Questions[Q]['answer']> | Questions[Q]['answer'];
};

const splitOf = ({ data }: Desk, of: 'train' | 'test'): Split => {
  if (data === undefined) throw new Refused(copy.notReady);
  return data[of];
};

/** Pictures of a split by their places, `[count, 32, 32, 3]`. */
const picturesOf = ({ x }: Split, ids: readonly number[]): Uint8Array => {
  const pixels = new Uint8Array(ids.length * inputs);
  ids.forEach((id, i) => {
    if (!Number.isInteger(id) || id < 0 || id >= x.shape[0]) throw new Refused(copy.noPicture(id));
    pixels.set(x.data.subarray(id * inputs, (id + 1) * inputs), i * inputs);
  });
  return pixels;
};

const imagesOf = (pixels: Uint8Array): Images => {
  const count = pixels.length / inputs;
  if (count === 0 || !Number.isInteger(count)) throw new Refused(copy.wrongPixels);
  return hostArray(pixels, [count, 32, 32, 3] as const);
};

const mostExcited = 5;
const mostExciting = 9;

/** The places of the largest numbers, the largest first. */
export const largest = (values: ArrayLike<number>, count: number): readonly number[] =>
  Array.from(values, (_, i) => i)
    .sort((a, b) => (values[b] as number) - (values[a] as number) || a - b)
    .slice(0, count);

/** What is asked of the network at hand, and of its data. A run may go on meanwhile. */
export const answers: Answers<'describe' | 'pictures' | 'predict' | 'inspect' | 'layer' | 'neuron'> = {
  describe: (_, { spec }) => {
    const read = readSpec(spec);
    if ('spec' in read) return describe(read.spec);
    const [[field, sentence] = []] = Object.entries(read.refused);
    throw new Refused(sentence ?? '', field);
  },
  pictures: (desk, { of, ids }) => {
    const split = splitOf(desk, of);
    return { pixels: picturesOf(split, ids), classes: Uint8Array.from(ids, (id) => split.y.at(id)) };
  },
  predict: async (desk, { pixels }) => ({ probabilities: await probabilitiesOf(networkOf(desk), imagesOf(pixels)) }),
  inspect: async (desk, { id }) => {
    const picture = imagesOf(picturesOf(splitOf(desk, 'test'), [id]));
    const probabilities = await probabilitiesOf(networkOf(desk), picture);
    const values = await excitementOf(networkOf(desk), picture);
    const neurons = largest(values, mostExcited).map((unit) => ({ unit, value: values[unit] as number }));
    return { probabilities, neurons, history: desk.chronicle.truth.map((truth) => truth[id] ?? Number.NaN) };
  },
  layer: (desk) => firstLayerOf(desk),
  neuron: async (desk, { unit }) => {
    const test = splitOf(desk, 'test');
    const total = desk.initial.length / inputs;
    if (!Number.isInteger(unit) || unit < 0 || unit >= total) throw new Refused(copy.noNeuron(unit));
    const values = await excitementOf(networkOf(desk), test.x, unit);
    const ids = largest(values, mostExciting);
    return { ids, pixels: picturesOf(test, ids) };
  },
};
