import { expect, test } from 'vitest';
import { progressLine, type Standing } from './progressLine.ts';
import { textWidth } from './textWidth.ts';

const running: Standing = {
  epoch: 0,
  epochs: 10,
  batchesDone: 345,
  batches: 1563,
  elapsed: 700,
  perStep: 2,
  ended: false,
  logs: undefined,
};
const logs = { loss: 1.83771, accuracy: 0.3369, validation: { loss: 1.7 } };

test('a running epoch shows how far it is and how long it will take', () => {
  expect(progressLine({ ...running, logs: { loss: 2.1 } }, 100)).toBe(
    'Epoch 1/10   345/1563 ━━━━──────────────── ETA 2s 2ms/step - loss: 2.1000',
  );
});

test('one that has ended shows how long it took', () => {
  const ended = { ...running, batchesDone: 1563, elapsed: 3201, ended: true, logs };
  expect(progressLine(ended, 120)).toBe(
    'Epoch 1/10  1563/1563 ━━━━━━━━━━━━━━━━━━━━ 3s 2ms/step - loss: 1.8377 - accuracy: 0.3369 - validation.loss: 1.7000',
  );
});

test('without a screen there is no bar', () => {
  const ended = { ...running, batchesDone: 1563, elapsed: 3201, ended: true, logs: { loss: 1 } };
  expect(progressLine(ended, undefined)).toBe('Epoch 1/10  1563/1563 3s 2ms/step - loss: 1.0000');
});

test('where the size is unknown it counts, and shows the time that passed', () => {
  const standing = { ...running, batches: undefined, elapsed: 12_300 };
  expect(progressLine(standing, 100)).toBe('Epoch 1/10  345 steps 12s 2ms/step');
  expect(progressLine({ ...standing, batchesDone: 1, perStep: undefined }, 100)).toBe('Epoch 1/10  1 step 12s');
});

test('before two steps are done there is no time to tell', () => {
  expect(progressLine({ ...running, batchesDone: 0, perStep: undefined }, 100)).toBe(
    'Epoch 1/10     0/1563 ────────────────────',
  );
});

test('on a narrow screen the bar shrinks, goes, and then the text is cut', () => {
  const standing = { ...running, logs };
  const bare = progressLine(standing, undefined);
  const needed = textWidth(bare);
  for (const columns of [200, needed + 1, needed, 60, 20, 1]) {
    expect(textWidth(progressLine(standing, columns))).toBeLessThanOrEqual(columns);
  }
  expect(progressLine(standing, needed + 11)).toBe(bare.replace('1563', '1563 ━━────────'));
  expect(progressLine(standing, needed)).toBe(bare);
  expect(progressLine(standing, 60)).toMatch(/^Epoch 1\/10 .* loss: 1\.8377.*…$/);
});

const ended = { ...running, batchesDone: 1563, elapsed: 3201, ended: true, logs };

test('an epoch that has ended shows all its numbers, on however narrow a screen, broken between them', () => {
  expect(progressLine(ended, 93)).toBe(
    'Epoch 1/10  1563/1563 3s 2ms/step - loss: 1.8377 - accuracy: 0.3369 - validation.loss: 1.7000',
  );
  expect(progressLine(ended, 80)).toBe(
    ['Epoch 1/10  1563/1563 3s 2ms/step - loss: 1.8377 - accuracy: 0.3369', '    validation.loss: 1.7000'].join('\n'),
  );
  expect(progressLine(ended, 10).split('\n')).toEqual([
    'Epoch 1/10  1563/1563 3s 2ms/step',
    '    loss: 1.8377',
    '    accuracy: 0.3369',
    '    validation.loss: 1.7000',
  ]);
});

test('the numbers of several outputs fill lines of 80 columns, and without a screen one line', () => {
  const of = (name: string) => ({
    [`${name}.loss`]: 1,
    [`${name}.accuracy`]: 0.5,
    [`${name}.topKAccuracy`]: 0.9,
    [`${name}.precision`]: 0.8,
  });
  const many = { loss: 2, ...of('colour'), ...of('shape') };
  const standing = { ...ended, logs: { ...many, validation: many } };
  const whole = progressLine(standing, undefined);
  expect(whole.length).toBeGreaterThan(280);
  expect(whole).not.toContain('\n');
  const lines = progressLine(standing, 80).split('\n');
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  expect(lines.map((line) => line.trim()).join(' - ')).toBe(whole);
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {4}\w[\w.]*: [\d.]+( - \w[\w.]*: [\d.]+)*$/);
});

test.each([
  [0.25, '250µs/step'],
  [14.4, '14ms/step'],
  [2100, '2s/step'],
])('a step of %d ms reads %s', (perStep, text) => {
  expect(progressLine({ ...running, perStep }, 200)).toContain(text);
});

test.each([
  [400, '0s'],
  [59_000, '59s'],
  [65_000, '1:05'],
  [3_789_000, '1:03:09'],
])('%d ms read %s', (elapsed, text) => {
  expect(progressLine({ ...running, ended: true, elapsed }, undefined)).toContain(` ${text} 2ms`);
});

test.each([
  [0, '0.0000'],
  [-12.5, '-12.5000'],
  [0.000123456, '1.2346e-4'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('a loss of %d reads %s', (loss, text) => {
  expect(progressLine({ ...running, logs: { loss } }, 200)).toMatch(new RegExp(` - loss: ${text}$`));
});
