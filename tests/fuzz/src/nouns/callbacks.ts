import * as train from '@kindling/train';
import * as of from '../domain.ts';
import { type Noun, noun } from './noun.ts';

const every: of.Domain = {
  good: (draw) => draw.pick([{ epochs: 1 }, { steps: 3 }, { seconds: 0.5 }]),
  holds: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const given = Object.entries(value).filter(([, each]) => each !== undefined);
    const [[name, each] = []] = given;
    if (Object.keys(value).some((key) => !['epochs', 'steps', 'seconds'].includes(key)) || given.length !== 1)
      return false;
    return (name === 'seconds' ? of.positive : of.positiveInteger).holds(each);
  },
};
const place = of.withMethods(
  () => ({ read: async () => [], write: async () => undefined, remove: async () => undefined }),
  ...['read', 'write', 'remove'],
);
const terminal: of.Domain = {
  good: () => ({ write: () => undefined }),
  holds: (value) => typeof (Object(value) as { write?: unknown }).write === 'function',
};

export const callbacks: readonly Noun[] = [
  noun('earlyStopping', train.earlyStopping, {
    monitor: of.text,
    mode: of.mode,
    minDelta: of.atLeastZero,
    patience: of.count,
    baseline: of.finite,
    startFromEpoch: of.count,
    restoreBestWeights: of.flag,
  }),
  noun(
    'modelCheckpoint',
    (options) => train.modelCheckpoint('x', options),
    { saveBestOnly: of.flag, monitor: of.text, mode: of.mode },
    {},
    ({ saveBestOnly, monitor, mode }) => saveBestOnly === true || (monitor ?? mode) === undefined,
  ),
  noun('csvLog', (options) => train.csvLog('x', options), { append: of.flag }),
  noun(
    'backup',
    train.backup,
    { path: of.text, place, every, removeWhenDone: of.flag },
    {},
    ({ path, place }) => (path === undefined) !== (place === undefined),
  ),
  noun('progress', train.progress, { terminal, now: of.callable }),
];
