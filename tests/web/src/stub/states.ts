import type { Spec } from '@kindling/app-common';
import type { DeviceTold, Event, Failure, Phase } from '../../../../apps/web/src/worker/protocol.ts';
import {
  countsOf,
  guessesAfter,
  layerAt,
  pointsTo,
  recording,
  rowsTo,
  stuckGuesses,
  stuckPoints,
  stuckRows,
  watchedAt,
} from './numbers.ts';

/** What the page can be shown in without training: states of the worker, by the name that `shots` takes. */
export const workerStates = [
  'starting',
  'first',
  'running',
  'paused',
  'done',
  'stopped',
  'nan',
  'stuck',
  'recovered',
  'notSaved',
  'restored',
  'importing',
  'broken',
] as const;
export type WorkerState = (typeof workerStates)[number];

export interface Pictures {
  readonly classNames: readonly string[];
  readonly classes: Uint8Array;
  /** `[count, 32, 32, 3]` */
  readonly pixels: Uint8Array;
}

const device: DeviceTold = {
  name: 'wasm',
  label: 'WebAssembly, 2 threads',
  why: 'because this browser has no WebGPU',
  choices: ['wasm', 'cpu'],
  gpuToTime: false,
};

const failures: Partial<Record<WorkerState, (spec: Spec) => Failure>> = {
  nan: (spec) => ({
    kind: 'nan',
    sentence: 'Loss became NaN near step 212. The rate 100 is probably too high.',
    details: 'loss: NaN',
    offers: [
      { do: 'goBack', step: 157, learningRate: 10 },
      { do: 'startAgain', spec: { ...spec, learningRate: 5e-4 } },
    ],
  }),
  stuck: (spec) => ({
    kind: 'stuck',
    sentence: 'Still guessing (2.303 = ln 10). Try a smaller rate.',
    offers: [{ do: 'startAgain', spec: { ...spec, learningRate: 5e-4 } }, { do: 'dismiss' }],
  }),
  broken: () => ({
    kind: 'unexpected',
    sentence: 'Something went wrong in the trainer. What was saved is kept.',
    details: 'RangeError: offset is out of bounds',
    offers: [{ do: 'goOn' }],
  }),
};

/** The run of a state: how many epochs it has done, and in which phase it stands. */
const runs: Partial<Record<WorkerState, readonly [epochs: number, phase: Phase]>> = {
  running: [3.62, 'running'],
  paused: [3.62, 'paused'],
  done: [10, 'done'],
  stopped: [4.08, 'stopped'],
  nan: [1.35, 'failed'],
  stuck: [2, 'running'],
  recovered: [7.67, 'running'],
  notSaved: [3.62, 'running'],
  restored: [7.67, 'running'],
  importing: [10, 'done'],
  broken: [3.62, 'failed'],
};

/** As fast as the recorded run was. */
const stepsPerSecond = recording.points.at(-1)!.step / recording.result.seconds;

/** How far the run of a state has come, and what is known of it there. */
const toldOf = (state: WorkerState, epochs: number, step: number, pictures: Pictures) => {
  const whole = Math.floor(epochs);
  const { length } = pictures.classes;
  if (state !== 'stuck') {
    const [guesses, watched] = [guessesAfter(whole), watchedAt(step)];
    return { points: pointsTo(step), rows: rowsTo(whole), guesses, watched };
  }
  return {
    points: stuckPoints(step),
    rows: stuckRows(whole),
    guesses: stuckGuesses(length),
    watched: stuckGuesses(40),
  };
};

/** The run of a state, from its start. */
const runOf = (
  state: WorkerState,
  planned: Spec,
  phase: Phase,
  epochs: number,
  pictures: Pictures,
): readonly Event[] => {
  // What became NaN went at the rate that its sentence names.
  const spec = state === 'nan' ? { ...planned, learningRate: 100 } : planned;
  const stepsPerEpoch = Math.ceil(spec.pictures / spec.batch);
  const step = Math.round(epochs * stepsPerEpoch);
  const { points, rows, guesses, watched } = toldOf(state, epochs, step, pictures);
  const counts = countsOf(pictures.classes, guesses);
  const tell = (now: Phase): Event => ({
    type: 'state',
    phase: now,
    spec,
    step,
    stepsPerEpoch,
    result: now === 'done' ? recording.result : undefined,
  });
  const told: Event[] =
    state === 'restored'
      ? [
          {
            type: 'restored',
            spec,
            step,
            points,
            rows,
            counts,
            guesses,
            earlier: undefined,
            wasRunning: phase === 'running',
          },
        ]
      : [
          tell('running'),
          ...points.map(
            (point): Event => ({
              type: 'report',
              step: point.step,
              point,
              stepsPerSecond,
              hostTimePerStep: 0.8,
              secondsLeft: (spec.epochs * stepsPerEpoch - point.step) / stepsPerSecond,
            }),
          ),
          ...rows.map((row): Event => ({ type: 'epoch', row, counts, guesses })),
        ];
  return [
    ...told,
    { type: 'watched', guesses: watched },
    { type: 'layer', layer: layerAt(Math.floor(epochs), pictures.pixels, 40) },
    { type: 'saved', step },
    tell(phase),
  ];
};

/** What the worker tells at once when the page opens it in a state. */
export const eventsOf = (state: WorkerState, spec: Spec, pictures: Pictures): readonly Event[] => {
  if (state === 'starting') return [];
  const stepsPerEpoch = Math.ceil(spec.pictures / spec.batch);
  const events: Event[] = [
    { type: 'device', device },
    { type: 'timed', device: 'wasm', msPerStep: 1000 / stepsPerSecond },
    {
      type: 'data',
      name: 'shapes',
      classNames: pictures.classNames,
      train: spec.pictures,
      test: pictures.classes.length,
      testClasses: pictures.classes,
      note: undefined,
      kept: false,
    },
    { type: 'layer', layer: layerAt(0, pictures.pixels, 40) },
  ];
  const [epochs, phase] = runs[state] ?? [];
  if (epochs === undefined || phase === undefined) {
    events.push(
      { type: 'watched', guesses: watchedAt(0) },
      { type: 'state', phase: 'ready', spec: undefined, step: 0, stepsPerEpoch, result: undefined },
    );
  } else events.push(...runOf(state, spec, phase, epochs, pictures));
  const failure = failures[state]?.(spec);
  if (failure !== undefined) events.push({ type: 'failed', failure });
  if (state === 'recovered') {
    const sentence = 'The GPU was reset. Back at step 1,204 on a new device; 31 steps were run again.';
    events.push({ type: 'recovered', step: 1204, again: 31, sentence });
  }
  if (state === 'notSaved') events.push({ type: 'notSaved', sentence: 'Not saved: storage is full.' });
  if (state === 'importing') {
    events.push({ type: 'import', stage: 'read', loaded: 63e6, total: 170_052_171, bytesPerSecond: 21e6 });
  }
  return events;
};
