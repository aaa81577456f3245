// internal: what an epoch has logged, read from the device
import { mapValues, type Session } from '@kindling/core';
import type { Reading } from '../callbacks/callback.ts';

type Read = Pick<Session<never, never, unknown>, 'sums' | 'logsOf'>;

/** Reads the sums of training as they stand now. */
export const readTraining = async (session: Read): Promise<Reading<string>> => {
  const sums = await session.sums('training');
  const time = performance.now();
  const logs = await session.logsOf(sums);
  return {
    ...{ logs, sums, time },
    since: async (earlier) => {
      if (earlier === undefined) return logs;
      return session.logsOf(
        mapValues(sums, (values, name) => values.map((value, i) => value - earlier.sums[name]![i]!)),
      );
    },
  } as Reading<string>;
};
