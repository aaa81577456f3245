import type { Spec } from '@kindling/app-common';
import type { Checkpoint } from '@kindling/train';
import { type Chronicle, emptyChronicle } from './chronicle.ts';
import { createStopwatch, type Stopwatch } from './clock.ts';
import type { Loaded } from './dataset.ts';
import type { Chosen } from './device.ts';
import type { Place } from './failures.ts';
import type { Event, FromWorker, Phase, Wish } from './protocol.ts';
import { protocolVersion } from './protocol.ts';
import type { PageTrainer } from './recipe.ts';
import type { RunRecord } from './record.ts';

type Post = (event: Event, transfer?: Transferable[]) => void;

/** All that the worker has at hand. Its parts take it as their first argument. */
export interface Desk {
  /** Counts up with each run. */
  run: number;
  phase: Phase;
  /** Of the run; before the first of the network whose untrained guesses are shown. */
  spec: Spec;
  /** Whether there was a run. */
  hasRun: boolean;
  step: number;
  result: RunRecord['result'];
  wish: Wish;
  device: Chosen | undefined;
  data: Loaded | undefined;
  trainer: PageTrainer | undefined;
  /** The first layer's weights before training. */
  initial: Float32Array;
  /** The last one whose numbers are all finite. */
  checkpoint: Checkpoint | undefined;
  chronicle: Chronicle;
  /** Runs while the run does. */
  watch: Stopwatch;
  /** How many test pictures are guessed again once a second. */
  watched: number;
  visible: boolean;
  readonly post: Post;
  /** Tells the state, and changes its phase. */
  tellState(phase?: Phase): void;
}

export const createDesk = (
  spec: Spec,
  send: (message: FromWorker, transfer?: Transferable[]) => void,
  watch = createStopwatch(),
): Desk => {
  const desk: Desk = {
    ...{ run: 0, phase: 'starting', spec, hasRun: false, step: 0, result: undefined, wish: 'auto' },
    ...{ device: undefined, data: undefined, trainer: undefined, initial: new Float32Array(), checkpoint: undefined },
    ...{ chronicle: emptyChronicle(undefined), watch, watched: 40, visible: true },
    post: (event, transfer) => send({ ...event, version: protocolVersion, run: desk.run }, transfer),
    tellState: (phase = desk.phase) => {
      desk.phase = phase;
      const { hasRun, step, result } = desk;
      const told = { spec: hasRun ? desk.spec : undefined, step, stepsPerEpoch: stepsPerEpochOf(desk), result };
      desk.post({ type: 'state', phase, ...told });
    },
  };
  return desk;
};

export const stepsPerEpochOf = ({ spec, data }: Desk): number =>
  Math.ceil(Math.min(spec.pictures, data?.train.x.shape[0] ?? spec.pictures) / spec.batch);

export const placeOf = ({ spec, checkpoint, device, hasRun }: Desk): Place => ({
  spec: hasRun ? spec : undefined,
  saved: checkpoint?.step,
  device: device?.told.name,
});

/** What is kept of the run beside its checkpoint. */
export const recordOf = ({ spec, phase, watch, result, chronicle }: Desk): RunRecord => {
  const { points, rows, counts, guesses, earlier } = chronicle;
  return { spec, phase, seconds: watch.elapsed / 1000, points, rows, counts, guesses, result, earlier };
};
