import type { Spec } from '@kindling/app-common';
import { modelOf } from '@kindling/app-common/training';
import type { Checkpoint } from '@kindling/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import { worker as copy } from '../copy/worker.ts';
import type { Loaded } from './dataset.ts';
import type { Desk } from './desk.ts';
import type { Chosen } from './device.ts';
import { countsOf, guess, type Network } from './guesses.ts';
import { kernelName, layerOf } from './neurons.ts';
import type { FirstLayer, Wish } from './protocol.ts';
import { type PageTrainer, trainerOf } from './recipe.ts';

/** Device, data and network: put in place, and asked. */

const dispose = (desk: Desk): void => {
  desk.trainer?.dispose();
  desk.trainer = undefined;
};

/** Puts another device in the place of the one at work; the trainer on that is no more. */
export const useDevice = async (desk: Desk, wish: Wish, choose: (wish: Wish) => Promise<Chosen>): Promise<Chosen> => {
  desk.wish = wish;
  dispose(desk);
  const before = desk.device;
  desk.device = undefined;
  await before?.undo();
  const device = await choose(wish);
  desk.device = device;
  desk.post({ type: 'device', device: device.told });
  return device;
};

const hasDataOf = ({ data: { name, train, test } = {} as Loaded }: Desk, spec: Spec): boolean =>
  name === spec.data && train.x.shape[0] === spec.pictures && test.x.shape[0] === spec.test;

/** The data of a spec, read anew only where they are others than those at hand. */
export const findData = async (desk: Desk, spec: Spec, open: (spec: Spec) => Promise<Loaded>): Promise<Loaded> =>
  hasDataOf(desk, spec) ? (desk.data as Loaded) : open(spec);

export const putData = (desk: Desk, data: Loaded): void => {
  if (data === desk.data) return;
  desk.data = data;
  const { name, classNames, train, test, note, kept } = data;
  const counts = { train: train.x.shape[0], test: test.x.shape[0] };
  desk.post({ type: 'data', name, classNames, ...counts, testClasses: test.y.data.slice(), note, kept });
};

/** The trainer of a spec in the place of the one before, fresh or behind a checkpoint. */
export const build = async (desk: Desk, spec: Spec, checkpoint?: Checkpoint): Promise<void> => {
  dispose(desk);
  desk.spec = spec;
  desk.step = checkpoint?.step ?? 0;
  const trainer = trainerOf(spec, { checkpoint });
  try {
    desk.initial = await initialOf(spec, checkpoint, trainer);
  } catch (error) {
    trainer.dispose();
    throw error;
  }
  desk.trainer = trainer;
};

/** Weights of the first layer before training; those of a model that was brought along are its first checkpoint's. */
const initialOf = async (
  spec: Spec,
  checkpoint: Checkpoint | undefined,
  trainer: PageTrainer,
): Promise<Float32Array> => {
  const name = kernelName(modelOf(spec));
  if (checkpoint?.step === 0) return checkpoint.params[name]?.data as Float32Array;
  const fresh = checkpoint === undefined ? trainer : trainerOf(spec);
  try {
    return Float32Array.from(await (fresh.weights.params[name] as Tensor).data());
  } finally {
    if (fresh !== trainer) fresh.dispose();
  }
};

/** @throws Error while there is none */
export const networkOf = (desk: Desk): Network => ({
  model: modelOf(desk.spec),
  weights: () => {
    if (desk.trainer === undefined) throw new Error(copy.notReady);
    return desk.trainer.weights;
  },
});

export const guessWatched = async (desk: Desk): Promise<void> => {
  if (desk.data === undefined) return;
  const guessed = await guess(networkOf(desk), desk.data.test.slice(0, desk.watched));
  if (guessed === undefined) return;
  const { classes, sure } = guessed;
  desk.post({ type: 'watched', guesses: { classes, sure } });
};

/** Guesses all test pictures while a run rests, as of the network at hand; given up where that is not given. */
export const guessAll = async (desk: Desk, given: () => boolean): Promise<void> => {
  const { data, step } = desk;
  if (data === undefined) return;
  const guessed = await guess(networkOf(desk), data.test, given);
  if (guessed === undefined || !given()) return;
  const { classes, sure } = guessed;
  const counts = countsOf(data.test.y.data, classes, data.classNames.length);
  desk.post({ type: 'guessed', step, counts, guesses: { classes, sure } });
};

/** The neurons of the first layer that moved most. */
export const firstLayerOf = async (desk: Desk, most?: number): Promise<FirstLayer> => {
  const { model, weights } = networkOf(desk);
  const kernel = (await weights().params[kernelName(model)]?.data()) as Float32Array;
  return layerOf(kernel, desk.initial, desk.chronicle.rows.length, most);
};

const shown = 40;

export const tellLayer = async (desk: Desk): Promise<void> => {
  const layer = await firstLayerOf(desk, shown);
  desk.post({ type: 'layer', layer }, [layer.pixels.buffer]);
};
