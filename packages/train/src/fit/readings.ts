// internal: what an epoch has logged, read from the device
import { type HostSums, mapValues, type Session } from '@kindling/core';
import type { Reading } from '../callbacks/callback.ts';

type Read = Pick<Session<never, never, unknown>, 'sums' | 'logsOf'>;
type Any = Reading<string>;

/** Reads the sums of training as they stand now. */
export const readTraining = async (session: Read, since?: Any): Promise<Any> => {
  const sums = await session.sums('training');
  const time = performance.now();
  const whole = session.logsOf(sums);
  const [logs, window] = await Promise.all([whole, since === undefined ? whole : windowOf(session, sums, since)]);
  return { logs, window, sums, time } as Any;
};

/** The same reading, with the means since another. */
export const readSince = async (session: Read, reading: Any, since: Any | undefined): Promise<Any> =>
  since === undefined ? reading : ({ ...reading, window: await windowOf(session, reading.sums, since) } as Any);

const windowOf = (session: Read, sums: HostSums, since: Any): Promise<Readonly<Record<string, number>>> =>
  session.logsOf(mapValues(sums, (values, name) => values.map((value, i) => value - since.sums[name]![i]!)));
