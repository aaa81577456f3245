import type { DeviceName, DeviceTold, FailureKind, Offer, Phase, Result } from '../worker/protocol.ts';
import { deviceNames } from './deviceNames.ts';
import { count, epochsOf, loss, milliseconds, percent, rate, seconds } from './numbers.ts';

/** What the sentence of the run bar is made of. */
export interface Told {
  readonly phase: Phase;
  /** Whether another tab trains. */
  readonly isWaiting: boolean;
  /** Whether what was trained is right no more often than a guess. */
  readonly isStuck: boolean;
  readonly device: DeviceTold | undefined;
  /** Of the run, or of the planned one. */
  readonly epochs: number;
  /** Counted from 0. */
  readonly epoch: number;
  readonly batchOfEpoch: number;
  readonly step: number;
  /** Whether the last step is kept. */
  readonly saved: boolean;
  /** Of the planned run here; undefined before steps were timed. */
  readonly takes: number | undefined;
  readonly testCount: number;
  readonly result: Result | undefined;
}

/** The first word stands out; together they are the sentence. */
export interface Sentence {
  readonly word: string;
  readonly rest: string;
}

const ready = ({ epochs, takes }: Told): string =>
  takes === undefined
    ? `to train for ${epochsOf(epochs)}.`
    : `${epochsOf(epochs)} ${epochs === 1 ? 'takes' : 'take'} about ${seconds(takes)} here.`;

const done = ({ result, testCount, isStuck }: Told): string =>
  result === undefined
    ? ''
    : `in ${seconds(result.seconds)}${isStuck ? ', but it only guesses' : ''}: ${percent(result.accuracy)} of ${count(testCount)} new pictures right, loss ${loss(result.loss)}.`;

const waiting = {
  word: 'Waiting:',
  rest: 'training runs in another tab. It starts here when that tab is closed.',
} as const satisfies Sentence;

const sentences: { readonly [P in Phase]: (told: Told) => Sentence } = {
  starting: ({ device, isWaiting }) =>
    isWaiting
      ? waiting
      : { word: 'Starting', rest: device === undefined ? 'on your machine…' : `${deviceNames[device.name]}…` },
  ready: (told) => ({ word: told.takes === undefined ? 'Ready' : 'Ready.', rest: ready(told) }),
  running: () => ({ word: 'Running', rest: '' }),
  paused: ({ epoch, batchOfEpoch, saved }) => ({
    word: 'Paused',
    rest: `at epoch ${count(epoch + 1)}, step ${count(batchOfEpoch)}.${saved ? ' Saved.' : ''}`,
  }),
  recovering: () => ({ word: 'Recovering.', rest: 'The device was lost; going back to what was saved.' }),
  done: (told) => ({ word: told.result === undefined ? 'Done.' : 'Done', rest: done(told) }),
  stopped: ({ step }) => ({ word: 'Stopped', rest: `at step ${count(step)}.` }),
  failed: ({ step }) => ({ word: 'Failed', rest: step > 0 ? `at step ${count(step)}.` : 'before the first step.' }),
};

export const sentence = (told: Told): Sentence => sentences[told.phase](told);

export const buttons = {
  train: 'Train',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  again: 'Train again',
  more: (epochs: number): string => `${epochs} more ${epochs === 1 ? 'epoch' : 'epochs'}`,
  changeDevice: 'Change device',
  dismissNotice: 'Hide this note',
} as const;

/** What the buttons do where two of them are easily taken for each other. */
export const resting: Partial<Readonly<Record<Phase, string>>> = {
  paused: 'Resume goes on, Stop ends it.',
  stopped: 'Ended, but kept to resume.',
  done: 'Again starts over, more goes on.',
};

/** Whether the worker itself is past help, so that going on needs a new one. */
export const isBroken = (kind: FailureKind): boolean => kind === 'silent' || kind === 'unexpected';

/** `silent` asks for words of its own: to wait, or to begin anew from what was saved. */
export const offerLabel = (offer: Offer, kind: FailureKind, savedStep: number | undefined): string => {
  switch (offer.do) {
    case 'startAgain':
      return `Start again with ${rate(offer.spec.learningRate)}`;
    case 'goBack':
      return `Go back to step ${count(offer.step)} with ${rate(offer.learningRate)}`;
    case 'useDevice':
      return `Use ${deviceNames[offer.device]}`;
    case 'useUnkept':
      return 'Use it until I close the tab';
    case 'goOn':
      if (!isBroken(kind)) return 'Go on';
      return savedStep === undefined ? 'Restart' : `Restart from step ${count(savedStep)}`;
    case 'dismiss':
      return kind === 'silent' ? 'Wait' : 'Leave it';
    default:
      return offer satisfies never;
  }
};

export const details = 'Details';

/** Of a device, for phones: `wasm, 2 threads`. */
export const shortLabel = (label: string): string =>
  label.replace('WebAssembly', 'wasm').replace('Plain JavaScript', 'JavaScript');

export const stepsPerSecond = (value: number): string => `${count(Math.round(value))} steps/s`;
export const hostTime = (value: number): string => `${milliseconds(value)} of JavaScript a step`;
/** What the two numbers mean. */
export const hostTimeMeans = 'Time that JavaScript needs to order one step; the device may need longer to do it.';

/** `WebAssembly, 2 threads: 3.1 ms a step. WebGPU: 4.0.` */
export const timingsLine = (
  timings: Readonly<Partial<Record<DeviceName, number>>>,
  device: DeviceTold,
): string | undefined => {
  const own = timings[device.name];
  const others = Object.entries(timings).filter(([name]) => name !== device.name) as [DeviceName, number][];
  if (own === undefined || others.length === 0) return;
  const rest = others.map(([name, value]) => ` ${deviceNames[name]}: ${milliseconds(value).replace(' ms', '')}.`);
  return `${device.label}: ${milliseconds(own)} a step.${rest.join('')}`;
};

export const beginAgainOn = (device: DeviceName): string => `Begin again on ${deviceNames[device]}`;

export const pausedByItself =
  'Paused after 8 seconds, so that your machine is not kept busy unasked. “Resume” goes on from here.';
export const frozenFor = (time: number): string => `Your browser paused this page for ${seconds(time)}. Going on.`;
export const pickedUp = (step: number): string => `Picked up at step ${count(step)}, the last one that was saved.`;
export const noGpuTiming = (sentence: string): string => `WebGPU could not be timed: ${sentence}`;

export const name = 'The run';
export const progress = 'Progress of the run';
