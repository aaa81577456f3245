import type { DataName, Spec } from '@kindling/app-common';

/** Of these messages; a page and a worker of different builds tell each other so instead of guessing. */
export const protocolVersion = 1;

export type DeviceName = 'webgpu' | 'wasm' | 'cpu';

/** Where a run shall go; `auto` is the fastest that is known. */
export type Wish = 'auto' | DeviceName;

/** The worker alone decides it. */
export type Phase = 'starting' | 'ready' | 'running' | 'paused' | 'recovering' | 'done' | 'stopped' | 'failed';

/** What goes wrong in a way that the page has a sentence for. */
export type FailureKind =
  | 'nan'
  | 'stuck'
  | 'memory'
  | 'archive'
  | 'data'
  | 'model'
  | 'storage'
  | 'device'
  | 'file'
  | 'silent'
  | 'unexpected';

/** What a button beside a failure does. */
export type Offer =
  | { readonly do: 'startAgain'; readonly spec: Spec }
  | { readonly do: 'goBack'; readonly step: number; readonly learningRate: number }
  | { readonly do: 'useDevice'; readonly device: DeviceName }
  | { readonly do: 'goOn' }
  /** Imports the same again, to be forgotten with the tab. */
  | { readonly do: 'useUnkept'; readonly from: Blob | string; readonly pictures?: number | undefined }
  | { readonly do: 'dismiss' };

export interface Failure {
  readonly kind: FailureKind;
  /** One sentence or two for people: what happened, and what is kept. */
  readonly sentence: string;
  /** For somebody who reports it: the library's own words. Never shown unasked. */
  readonly details?: string | undefined;
  readonly offers: readonly Offer[];
}

/** Orders: nothing answers them but what the page then hears. */
export type Order =
  /** First message. `kept` asks for the run of the last visit; `auto` for the wish that an address may force. */
  | {
      readonly type: 'open';
      readonly device: Wish;
      /** How many test pictures are guessed again once a second while a run goes on: the first ones. */
      readonly watched: number;
      readonly spec: Spec;
      readonly kept: boolean;
    }
  /** Begins a run. It ends the one before. */
  | { readonly type: 'start'; readonly spec: Spec; readonly device?: DeviceName | undefined }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  /** More epochs of a run that is done. */
  | { readonly type: 'more'; readonly epochs: number }
  /** The rate from the next step on. */
  | { readonly type: 'rate'; readonly learningRate: number }
  /** Back to the last finite checkpoint, and on with this rate. */
  | { readonly type: 'goBack'; readonly learningRate: number }
  /** Data that the controls ask for: read, drawn or taken from storage. */
  | { readonly type: 'data'; readonly spec: Spec }
  /** An archive that was dropped, or its address. */
  | { readonly type: 'import'; readonly from: Blob | string; readonly keep: boolean; readonly pictures?: number }
  | { readonly type: 'cancelImport' }
  | { readonly type: 'visible'; readonly visible: boolean }
  /** In a second worker: time twenty steps of this model on a device, tell `timed`, and be terminated. */
  | { readonly type: 'time'; readonly device: DeviceName; readonly spec: Spec };

/** Guesses of all test pictures, or of the watched ones: a class and how sure of it, in 0..255, a byte each. */
export interface Guesses {
  readonly classes: Uint8Array;
  readonly sure: Uint8Array;
}

/** What the library says of a model. */
export interface Described {
  readonly summary: string;
  readonly rows: readonly {
    readonly name: string;
    readonly kind: string;
    readonly shape: string;
    readonly parameters: number;
  }[];
  readonly parameters: number;
}

export interface Inspected {
  /** Of each class. */
  readonly probabilities: Float32Array;
  /** The first layer's most excited neurons, the most excited first. */
  readonly neurons: readonly { readonly unit: number; readonly value: number }[];
  /** Of the actual class, after each epoch so far. */
  readonly history: readonly number[];
}

/** Neurons of the first layer as pictures: 32 × 32 × 3 bytes each, grey is 0, one scale for all. */
export interface FirstLayer {
  /** Epochs done. */
  readonly epoch: number;
  /** Which neurons, those that changed most first. */
  readonly units: Uint16Array;
  readonly pixels: Uint8Array;
  /** How far each has moved from where it began, as a share of the farthest. */
  readonly moved: Float32Array;
  /** Of the whole layer. */
  readonly total: number;
}

/** Questions, each answered by its id. */
export interface Questions {
  readonly describe: { readonly ask: { readonly spec: Spec }; readonly answer: Described };
  /** Pixels of some pictures, `[count, 32, 32, 3]`, and their classes. */
  readonly pictures: {
    readonly ask: { readonly of: 'train' | 'test'; readonly ids: readonly number[] };
    readonly answer: { readonly pixels: Uint8Array; readonly classes: Uint8Array };
  };
  /** The probabilities of pictures that need not be of the set, `[count, 10]`. */
  readonly predict: {
    readonly ask: { readonly pixels: Uint8Array };
    readonly answer: { readonly probabilities: Float32Array };
  };
  readonly inspect: { readonly ask: { readonly id: number }; readonly answer: Inspected };
  /** The first layer, all of it. */
  readonly layer: { readonly ask: Record<never, never>; readonly answer: FirstLayer };
  /** The test pictures that excite a neuron of the first layer most, those first. */
  readonly neuron: {
    readonly ask: { readonly unit: number };
    readonly answer: { readonly ids: readonly number[]; readonly pixels: Uint8Array };
  };
  /** The project as one file: weights, optimizer, place, and the spec. */
  readonly save: { readonly ask: Record<never, never>; readonly answer: { readonly bytes: Uint8Array<ArrayBuffer> } };
  /** A project that was dropped: from then on it is the run, paused where it was. */
  readonly load: { readonly ask: { readonly file: Blob }; readonly answer: { readonly spec: Spec } };
  /** Bytes that this site keeps here. */
  readonly sizes: {
    readonly ask: Record<never, never>;
    readonly answer: { readonly run: number; readonly cifar10: number };
  };
  readonly forget: {
    readonly ask: { readonly what: 'run' | 'cifar10' | 'everything' };
    readonly answer: Record<never, never>;
  };
}

export type QuestionName = keyof Questions;

export interface Asking<K extends QuestionName = QuestionName> {
  readonly type: 'ask';
  readonly id: number;
  readonly question: K;
  readonly with: Questions[K]['ask'];
}

export type ToWorker = (Order | Asking) & { readonly version: typeof protocolVersion };

/** Means over the steps since the report before. */
export interface ChartPoint {
  /** Steps of the whole run. */
  readonly step: number;
  /** Steps that the mean is of. */
  readonly steps: number;
  readonly loss: number;
  readonly accuracy: number;
}

export interface Measured {
  readonly loss: number;
  readonly accuracy: number;
}

/** Of the last test, and how long the run took for it. */
export interface Result extends Measured {
  readonly seconds: number;
}

/** `counts[actual][predicted]` over the test pictures. */
export type Counts = readonly (readonly number[])[];

export interface EpochRow {
  /** Counted from 0. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validation: Measured;
}

/** A run before the one at hand, for its curves. */
export interface EarlierRun {
  readonly spec: Spec;
  readonly points: readonly ChartPoint[];
  readonly rows: readonly EpochRow[];
  readonly accuracy: number | undefined;
  readonly seconds: number | undefined;
}

/** What is told of a device. */
export interface DeviceTold {
  readonly name: DeviceName;
  /** `WebAssembly, 2 threads`; `WebGPU, apple metal-3`; `Plain JavaScript`. */
  readonly label: string;
  /** Why this one, and why not a faster one; one sentence for people. */
  readonly why: string;
  /** Devices that could be asked for here. */
  readonly choices: readonly DeviceName[];
  /** Whether a WebGPU on hardware is there to be timed beside a run. */
  readonly gpuToTime: boolean;
}

/** How far an archive is read, or what is kept of it. */
export interface Progress {
  /** `kept`: what an earlier visit has left here. */
  readonly stage: 'download' | 'read' | 'kept';
  readonly loaded: number;
  readonly total: number | undefined;
  readonly bytesPerSecond: number;
}

export type Event =
  | { readonly type: 'device'; readonly device: DeviceTold }
  /** Of 20 steps on a device, after those that warm it up. */
  | { readonly type: 'timed'; readonly device: DeviceName; readonly msPerStep: number }
  | { readonly type: 'timingFailed'; readonly device: DeviceName; readonly sentence: string }
  /** On its way. */
  | ({ readonly type: 'import' } & Progress)
  /** `opened`: what was kept is read, and nobody had asked for an import. */
  | { readonly type: 'importEnded'; readonly how: 'done' | 'cancelled' | 'failed' | 'opened' }
  | {
      readonly type: 'data';
      readonly name: DataName;
      readonly classNames: readonly string[];
      readonly train: number;
      readonly test: number;
      /** Of all test pictures. */
      readonly testClasses: Uint8Array;
      /** What to know of it: `not the official file`. */
      readonly note: string | undefined;
      readonly kept: boolean;
    }
  | {
      readonly type: 'state';
      readonly phase: Phase;
      /** Of the run; undefined before the first. */
      readonly spec: Spec | undefined;
      readonly step: number;
      readonly stepsPerEpoch: number;
      /** Of the last test, where the run is done. */
      readonly result: Result | undefined;
    }
  | {
      readonly type: 'report';
      readonly step: number;
      readonly point: ChartPoint;
      readonly stepsPerSecond: number;
      readonly hostTimePerStep: number;
      /** To the end of the run; undefined for its first second. */
      readonly secondsLeft: number | undefined;
    }
  | { readonly type: 'watched'; readonly guesses: Guesses }
  | {
      readonly type: 'epoch';
      readonly row: EpochRow;
      readonly counts: Counts;
      /** Of all test pictures. */
      readonly guesses: Guesses;
    }
  /** Of all test pictures, by the network of this step: told where a run rests. */
  | { readonly type: 'guessed'; readonly step: number; readonly counts: Counts; readonly guesses: Guesses }
  | { readonly type: 'layer'; readonly layer: FirstLayer }
  | { readonly type: 'saved'; readonly step: number }
  | { readonly type: 'notSaved'; readonly sentence: string }
  /** A run of an earlier visit: what the charts and pictures had shown. */
  | {
      readonly type: 'restored';
      readonly spec: Spec;
      readonly step: number;
      readonly points: readonly ChartPoint[];
      readonly rows: readonly EpochRow[];
      readonly counts: Counts | undefined;
      readonly guesses: Guesses | undefined;
      readonly earlier: EarlierRun | undefined;
      /** Whether it ran when the page was closed, and so goes on by itself. */
      readonly wasRunning: boolean;
    }
  | { readonly type: 'recovered'; readonly step: number; readonly again: number; readonly sentence: string }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'answer'; readonly id: number; readonly value: Questions[QuestionName]['answer'] }
  | { readonly type: 'refused'; readonly id: number; readonly sentence: string; readonly field?: string | undefined };

/** A run has a number that counts up; what is of an older run is dropped by the page. */
export type FromWorker = Event & { readonly version: typeof protocolVersion; readonly run: number };
