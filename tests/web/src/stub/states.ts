import type { Spec } from '@kindling/app-common';
import type { DeviceTold, Event, Failure, Phase } from '../../../../apps/web/src/worker/protocol.ts';
import { accuracyAt, countsOf, guessesOf, layerAt, pointsTo, rowAt } from './numbers.ts';

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

/** A run that has done so many epochs, from its start. */
const runOf = (spec: Spec, phase: Phase, epochs: number, pictures: Pictures, isRestored: boolean): readonly Event[] => {
  const stepsPerEpoch = Math.ceil(spec.pictures / spec.batch);
  const step = Math.round(epochs * stepsPerEpoch);
  const points = pointsTo(step, stepsPerEpoch);
  const rows = Array.from({ length: Math.floor(epochs) }, (_, epoch) => rowAt(epoch));
  const guesses = guessesOf(pictures.classes, Math.floor(epochs));
  const counts = countsOf(pictures.classes, guesses);
  const watched = guessesOf(pictures.classes.subarray(0, 40), epochs);
  const state = (now: Phase): Event => ({
    type: 'state',
    phase: now,
    spec,
    step,
    stepsPerEpoch,
    result: now === 'done' ? { loss: 0.246, accuracy: accuracyAt(10), seconds: 41.3 } : undefined,
  });
  const told: Event[] = isRestored
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
        state('running'),
        ...points.map(
          (point): Event => ({
            type: 'report',
            step: point.step,
            point,
            stepsPerSecond: 38.4,
            hostTimePerStep: 0.8,
            secondsLeft: (spec.epochs * stepsPerEpoch - point.step) / 38.4,
          }),
        ),
        ...rows.map((row): Event => ({ type: 'epoch', row, counts, guesses })),
      ];
  return [
    ...told,
    { type: 'watched', guesses: watched },
    { type: 'layer', layer: layerAt(Math.floor(epochs), pictures.pixels, 40) },
    { type: 'saved', step },
    state(phase),
  ];
};

/** What the worker tells at once when the page opens it in a state. */
export const eventsOf = (state: WorkerState, spec: Spec, pictures: Pictures): readonly Event[] => {
  if (state === 'starting') return [];
  const stepsPerEpoch = Math.ceil(spec.pictures / spec.batch);
  const events: Event[] = [
    { type: 'device', device },
    { type: 'timed', device: 'wasm', msPerStep: 26 },
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
      { type: 'watched', guesses: guessesOf(pictures.classes.subarray(0, 40), 0) },
      { type: 'state', phase: 'ready', spec: undefined, step: 0, stepsPerEpoch, result: undefined },
    );
  } else events.push(...runOf(spec, phase, epochs, pictures, state === 'restored'));
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
