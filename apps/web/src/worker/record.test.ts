import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { fitted, type RunRecord, readRecord, recordText } from './record.ts';

const point = (step: number, loss = 2) => ({ step, steps: 10, loss, accuracy: 0.5 });
const row = (epoch: number) => ({ epoch, loss: 1.5, accuracy: 0.5, validation: { loss: 1.6, accuracy: 0.45 } });
const counts = Array.from({ length: 10 }, (_, actual) => Array.from({ length: 10 }, (_, guessed) => actual + guessed));
const guesses = { classes: Uint8Array.of(0, 9, 3), sure: Uint8Array.of(255, 0, 128) };

const record: RunRecord = {
  spec: { ...bookSpec, rates: [{ after: 7, learningRate: 1e-4 }] },
  phase: 'running',
  seconds: 3.5,
  points: [point(10), point(20, 1 / 3)],
  rows: [row(0), row(1)],
  counts,
  guesses,
  result: undefined,
  earlier: { spec: bookSpec, points: [point(5)], rows: [row(0)], accuracy: 0.9, seconds: undefined },
};

test('a record comes back as it was', () => {
  expect(readRecord(recordText(record))).toEqual(record);
  const done: RunRecord = { ...record, phase: 'done', result: { loss: 0.2, accuracy: 0.9, seconds: 4 } };
  expect(readRecord(recordText(done))).toEqual(done);
  const bare: RunRecord = { ...record, earlier: undefined, guesses: undefined, counts: undefined };
  expect(readRecord(recordText(bare))).toEqual(bare);
});

test('a curve that ends at NaN is kept up to there, and a long one is merged', () => {
  const burst = { ...record, points: [point(10), point(20, Number.NaN), point(30, Number.POSITIVE_INFINITY)] };
  expect(readRecord(recordText(burst)).points).toEqual([point(10)]);
  const long = { ...record, points: Array.from({ length: 5000 }, (_, i) => point(i * 10)) };
  expect(readRecord(recordText(long)).points).toHaveLength(1250);
});

const said = JSON.parse(recordText(record));

test.each<readonly [string, unknown, string]>([
  ['no JSON', '{', "its record can't be read"],
  ['a list', [], "its record can't be read"],
  ['nothing', null, "its record can't be read"],
  ['another version', { ...said, version: 2 }, 'another version of this page'],
  ['no spec', { ...said, spec: undefined }, 'it asks for what this page does not do: '],
  ['three million units', { ...said, spec: { ...bookSpec, layers: [{ units: 3e6, activation: 'relu' }] } }, 'units'],
  ['an unknown member', { ...said, spec: { ...bookSpec, camera: true } }, 'camera'],
  ['another phase', { ...said, phase: 'toString' }, "its state can't be read"],
  ['negative seconds', { ...said, seconds: -1 }, "its seconds can't be read"],
  ['points of text', { ...said, points: ['<img>'] }, "its points can't be read"],
  ['points with holes', { ...said, points: [{ ...point(1), loss: null }] }, "its points can't be read"],
  ['rows without validation', { ...said, rows: [{ ...row(0), validation: undefined }] }, "its rows can't be read"],
  ['a matrix of nine', { ...said, counts: counts.slice(1) }, "its matrix can't be read"],
  ['guesses past the classes', { ...said, guesses: { classes: btoa('\x0a'), sure: btoa('a') } }, 'guesses'],
  ['guesses that are no bytes', { ...said, guesses: { classes: '??', sure: '??' } }, 'guesses'],
  [
    'more guesses than pictures',
    { ...said, guesses: { classes: btoa('\0'.repeat(1001)), sure: btoa('\0'.repeat(1001)) } },
    'guesses',
  ],
  ['a result of words', { ...said, result: { loss: 'low' } }, "its result can't be read"],
  ['an earlier run of nothing', { ...said, earlier: 7 }, "its earlier run can't be read"],
  ['an earlier run of another kind', { ...said, earlier: { ...said.earlier, spec: {} } }, 'it asks for'],
])('%s is refused in words', (_, value, why) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  expect(() => readRecord(text)).toThrow(why);
});

test('what is past the checkpoint is dropped', () => {
  const whole = fitted(record, { step: 20, epoch: 2 });
  expect(whole).toEqual(record);
  const cut = fitted(record, { step: 15, epoch: 1 });
  expect([cut.points, cut.rows, cut.counts, cut.guesses]).toEqual([[point(10)], [row(0)], undefined, undefined]);
});
