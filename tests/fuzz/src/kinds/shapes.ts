import { formatShape, show } from '@kindling/core';
import { fits, type Input, input, type Layer, model, type Shape } from '@kindling/models';
import { dispose, type Tensor, zeros } from '@tensorflow/tfjs-core';
import * as of from '../domain.ts';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind, type Outcome, Wrong } from '../kind.ts';
import { layers } from '../nouns/layers.ts';
import { goodOptions } from '../nouns/noun.ts';

/** Beyond this many numbers a case would cost more than it tells. */
const most = 20_000;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The shape with a length for each that is not known. */
const known = (draw: Draw, shape: Shape): readonly number[] => shape.map((length) => length ?? 1 + draw.int(5));

type Drawn = { readonly shape: Shape };

/** Without the batch. */
const perSample = ({ shape }: Drawn): Shape => shape.slice(1);

/** A model's inputs have names. */
const named = <T>(values: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(values.map((value, i) => [`x${i}`, value]));

/** Whether a layer of one input could be called on it. */
const isOne = (value: unknown): boolean => typeof value === 'object' && value !== null && 'dtype' in value;

/** Mostly pictures, which most layers read. */
const shapeOf = (draw: Draw): Shape =>
  draw.chance(0.5)
    ? [1, 2, 3].map((_, axis) => (draw.chance(0.1) && axis < 2 ? null : 1 + draw.int(axis < 2 ? 9 : 3)))
    : (of.shape.good(draw) as Shape);

/** What a layer is called on: an input, several in a list or a record, or something else. */
const argumentOf = (draw: Draw, readsList: boolean): { readonly inputs: readonly Input[]; readonly given: unknown } => {
  const first = input({ shape: shapeOf(draw) });
  const other = input({ shape: draw.chance(0.7) ? perSample(first) : shapeOf(draw) });
  const both = [first, other];
  if (draw.chance(0.1))
    return { inputs: both, given: draw.pick([{ a: first, b: other }, [], {}, [first, 1], draw.nonsense()]) };
  return readsList !== draw.chance(0.05) ? { inputs: both, given: both } : { inputs: [first], given: first };
};

/** Runs a layer that took its input: refused in words, or numbers of the shape that it told. */
const applied = async (draw: Draw, inputs: readonly Input[], y: Layer, about: string): Promise<Outcome> => {
  const shape = perSample(y as unknown as Drawn);
  const drawn = await answerOf(() => model({ inputs: named(inputs), outputs: y as never }), { about });
  if ('error' in drawn) return 'refused';
  const net = drawn.value;
  const shapes = inputs.map((each) => [2, ...known(draw, perSample(each))]);
  const told = sizeOf(known(draw, shape));
  if (Math.max(net.countParameters(), told, ...shapes.map(sizeOf)) > most) return 'accepted';
  const weights = net.init({ seed: 1 });
  const xs = shapes.map((each) => zeros(each));
  try {
    const answer = await answerOf(() => net.apply(weights, named(xs) as never) as Tensor, { about });
    if ('error' in answer) {
      if (shapes.some((_, i) => perSample(inputs[i]!).includes(null))) return 'refused';
      throw new Wrong(`${about} is refused only when it runs: ${answer.error.message}`);
    }
    const got = answer.value.shape;
    answer.value.dispose();
    if (!fits([2, ...shape], got))
      throw new Wrong(`${about} told ${formatShape(shape)}, and gives ${formatShape(got)}`);
    return 'accepted';
  } finally {
    dispose([xs, Object.values(weights.params), Object.values(weights.state)] as never);
  }
};

/** Layers on inputs of any shape: refused, or what comes out has the shape that was told. */
export const layerShapes: Kind = {
  name: 'layer shapes',
  once: async (draw) => {
    const noun = draw.pick(layers);
    const readsList = noun.name === 'add' || noun.name === 'concatenate';
    const layer = noun.make(goodOptions(draw, noun, 0.4) as never) as Layer;
    const { inputs, given } = argumentOf(draw, readsList);
    const config = JSON.stringify((layer as unknown as { readonly config: unknown }).config);
    const on = inputs.map(({ shape }) => formatShape(shape)).join(', ');
    const about = `${noun.name}(${config}) on ${show(given)} of ${on}`;
    const answer = await answerOf(() => layer(given as never), { about });
    if ('error' in answer) {
      const isList = Array.isArray(given) && given.length > 0 && Array.from(given).every(isOne);
      if (isList && !readsList && !answer.error.message.includes('; call it on each'))
        throw new Wrong(`${about} is refused without a remedy: ${answer.error.message}`);
      return 'refused';
    }
    if (!readsList && given !== inputs[0]) throw new Wrong(`${about} is nonsense, but was taken`);
    const { shape } = answer.value as unknown as { readonly shape: unknown };
    const known = (shape as Shape | undefined)?.filter((length) => length !== null);
    if (!known?.every((length) => Number.isInteger(length) && (length as number) > 0)) {
      throw new Wrong(`${about} gives the shape ${show(shape)}`);
    }
    return applied(draw, inputs, answer.value as unknown as Layer, about);
  },
};
