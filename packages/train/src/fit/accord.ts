// internal: what the processes of a run agree on
import { type Peers, readTensors, type Session, tensorsIn } from '@kindling/core';

/** What processes must have alike, by its name. */
export type Print = Parameters<Peers['compare']>[1];

/** Alone, a run ends where its own signal and callbacks say; with other processes, where one of them does. */
export interface Accord {
  /** Aborted once all have agreed to. */
  readonly signal: AbortSignal | undefined;
  /** Whether one of them wants no more steps. */
  readonly hasEnded: boolean;
  /** Takes in what they have agreed on in the meantime. */
  hear(): void;
  /** Before the first step: that all train the same, from the same weights. */
  begin(run: Print): Promise<void>;
  /** After callbacks have heard of the run's beginning, or of an epoch's: whether one of them has ended it. */
  afterBegin(what: 'the beginning' | 'the beginning of an epoch', isStopped: boolean): void;
  /** After a step: tells the others where this process wants to end. */
  afterStep(isStopped: boolean): void;
  /** After the last batch of an epoch: that no process has more. */
  afterData(): void;
  /** After an epoch, when callbacks have heard of it: that all have the same weights. */
  afterEpoch(isStopped: boolean): Promise<void>;
}

/** @param stop called once, when the processes agree to stop */
export const createAccord = (
  session: Session<never, never, unknown>,
  signal: AbortSignal | undefined,
  stop: () => void,
): Accord => {
  const { peers } = session;
  if (peers === undefined) {
    const nothing = async (): Promise<void> => undefined;
    return {
      signal,
      hasEnded: false,
      hear: () => {},
      begin: nothing,
      afterBegin: () => {},
      afterStep: () => {},
      afterData: () => {},
      afterEpoch: nothing,
    };
  }
  const all = new AbortController();
  /** What one has come to in the midst of a step that this process did not take. */
  let heard = peers.agreed;

  const obey = (): void => {
    heard = peers.agreed;
    if (heard.end === 'stop') stop();
    if (heard.end === 'abort' && !all.signal.aborted) all.abort(abortedBy(peers, signal));
  };
  const hear = (): void => {
    if (peers.agreed !== heard) obey();
  };
  const meet = (where: Parameters<Peers['meet']>[0], isStopped: boolean): void => {
    const end = signal?.aborted === true ? 'abort' : isStopped ? 'stop' : undefined;
    peers.meet(where, { end, steps: session.steps });
    obey();
  };
  const weights = async (): Promise<readonly ArrayBufferView[]> => {
    const { params, state } = session.trees;
    return (await readTensors(tensorsIn([params, state]))) as readonly ArrayBufferView[];
  };

  return {
    signal: all.signal,
    get hasEnded() {
      hear();
      return heard.end !== 'go';
    },
    hear,
    begin: async (run) => {
      meet('the beginning', false);
      if (heard.end === 'go') peers.compare('fit', { ...run, weights: await weights() });
    },
    afterBegin: (what, isStopped) => {
      if (heard.end === 'go') meet(what, isStopped);
    },
    afterStep: (isStopped) => {
      if (heard.end === 'go' && (isStopped || signal?.aborted === true)) meet('a step', isStopped);
    },
    afterData: () => {
      if (heard.end === 'go') meet('the end of the data', false);
    },
    afterEpoch: async (isStopped) => {
      meet('the end of an epoch', isStopped);
      peers.compare('fit', { weights: await weights() });
    },
  };
};

/** The reason of the signal; or that of the rank that was told to end. */
const abortedBy = ({ agreed }: Peers, signal: AbortSignal | undefined): unknown =>
  signal?.aborted === true
    ? signal.reason
    : new DOMException(`fit: rank ${agreed.by} was told to end the run`, 'AbortError');
