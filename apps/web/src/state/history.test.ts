import { expect, test } from 'vitest';
import { historyCsv, logLine } from './history.ts';

const rows = [
  { epoch: 0, loss: 2.31254, accuracy: 0.1, validation: { loss: 2.25, accuracy: 0.25 } },
  { epoch: 1, loss: Number.NaN, accuracy: 0, validation: { loss: Number.NaN, accuracy: 0 } },
];

test('a line as Keras prints it', () => {
  expect(logLine(rows[0]!, 10)).toBe(
    'Epoch 1/10 - loss: 2.3125 - accuracy: 0.1000 - val_loss: 2.2500 - val_accuracy: 0.2500',
  );
});

test('more epochs than were planned', () => {
  expect(logLine({ ...rows[0]!, epoch: 11 }, 10)).toMatch(/^Epoch 12\/12 - /);
});

test('a table for spreadsheets', () => {
  expect(historyCsv(rows)).toBe(
    'epoch,loss,accuracy,val_loss,val_accuracy\r\n1,2.3125,0.1000,2.2500,0.2500\r\n2,NaN,0.0000,NaN,0.0000\r\n',
  );
  expect(historyCsv([])).toBe('epoch,loss,accuracy,val_loss,val_accuracy\r\n');
});
