/** One epoch's numbers, as a callback is shown them. */
export interface PlayedRow {
  readonly loss: number;
  readonly validation?: { readonly loss: number };
}

interface BeginEvent {
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly batches: number | undefined;
  readonly directions: Readonly<Record<string, 'min' | 'max' | undefined>>;
}

interface EpochBeginEvent extends BeginEvent {
  readonly epoch: number;
  readonly learningRate: number;
}

interface Reading {
  readonly logs: PlayedRow;
  readonly window: PlayedRow;
  readonly sums: Readonly<Record<string, Float64Array>>;
  readonly time: number;
}

interface BatchEvent extends EpochBeginEvent {
  readonly batch: number;
  readonly samples: number;
  readonly step: number;
  readonly hostTime: number;
  logs(): Promise<PlayedRow>;
  read(): Promise<Reading>;
}

interface EpochEvent extends EpochBeginEvent {
  readonly logs: PlayedRow;
  read(): Promise<Reading>;
  snapshot(): { params: {}; state: {} };
  encode(): Promise<Uint8Array>;
  predict(x: never): Promise<unknown>;
}

interface EndEvent {
  readonly reason: 'completed' | 'stopped' | 'aborted' | 'failed';
  readonly history: readonly PlayedRow[];
}

interface CallbackLike {
  onTrainBegin?(event: BeginEvent): unknown;
  onEpochBegin?(event: EpochBeginEvent): unknown;
  onBatchEnd?(event: BatchEvent): unknown;
  onEpochEnd?(event: EpochEvent): unknown;
  onTrainEnd?(event: EndEvent): unknown;
}

export interface PlayOptions {
  readonly initialEpoch?: number;
  readonly epochs?: number;
  /** Batches an epoch. Default: none is told of. */
  readonly steps?: number;
  /** False stands for a dataset that does not know its size. */
  readonly sizeIsKnown?: boolean;
  readonly learningRate?: number;
  /** Which way the logs get better. Default: the loss falls, and nothing else tells. */
  readonly directions?: Readonly<Record<string, 'min' | 'max'>>;
  /** Before each batch ends: to let time pass. */
  beforeBatchEnd?(): void;
  /** In place of `completed`. */
  readonly reason?: 'aborted' | 'failed';
}

/** How a callback answered. */
export interface Played {
  /** By hook, in the order of the calls; hooks that answered nothing are left out. */
  readonly answers: readonly (readonly [string, unknown])[];
  /** Epochs that ended. */
  readonly epochs: number;
  /** How often the batches' running logs or sums were read. */
  readonly reads: number;
}

/** Tells a callback of a training that logs these rows, one an epoch, and heeds it when it says stop. */
export const playCallback = async (
  callback: CallbackLike,
  rows: readonly PlayedRow[],
  options: PlayOptions = {},
): Promise<Played> => {
  const {
    initialEpoch = 0,
    epochs = initialEpoch + rows.length,
    steps = 0,
    sizeIsKnown = true,
    learningRate = 0.1,
    directions = { loss: 'min' },
  } = options;
  const begin = { epochs, initialEpoch, batches: sizeIsKnown ? steps : undefined, directions };
  const answers: (readonly [string, unknown])[] = [];
  let reads = 0;
  let stopped = false;

  const hear = async (hook: string, answer: unknown): Promise<void> => {
    const verdict = await answer;
    if (verdict !== undefined) answers.push([hook, verdict]);
    stopped ||=
      verdict === 'stop' ||
      (typeof verdict === 'object' && verdict !== null && 'stop' in verdict && verdict.stop === true);
  };

  await hear('onTrainBegin', callback.onTrainBegin?.(begin));
  let played = 0;
  for (const logs of rows) {
    const event = { ...begin, epoch: initialEpoch + played, learningRate };
    await hear('onEpochBegin', callback.onEpochBegin?.(event));
    const readLogs = async (): Promise<PlayedRow> => {
      reads += 1;
      return logs;
    };
    const reading = (): Reading => ({ logs, window: logs, sums: {}, time: 0 });
    const read = async (): Promise<Reading> => {
      reads += 1;
      return reading();
    };
    for (let batch = 0; batch < steps && !stopped; batch++) {
      options.beforeBatchEnd?.();
      const step = played * steps + batch + 1;
      const told = { ...event, batch, samples: 32, step, hostTime: 1, logs: readLogs, read };
      await hear('onBatchEnd', callback.onBatchEnd?.(told));
    }
    const atEnd = reading();
    const tools = {
      read: async () => atEnd,
      snapshot: () => ({ params: {}, state: {} }),
      encode: async () => new TextEncoder().encode(`model after epoch ${event.epoch}`),
      predict: async () => undefined,
    };
    await hear('onEpochEnd', callback.onEpochEnd?.({ ...event, logs, ...tools }));
    played += 1;
    if (stopped) break;
  }
  const reason = options.reason ?? (stopped ? 'stopped' : 'completed');
  await hear('onTrainEnd', callback.onTrainEnd?.({ reason, history: rows.slice(0, played) }));
  return { answers, epochs: played, reads };
};
