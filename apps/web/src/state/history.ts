import type { EpochRow } from '../worker/protocol.ts';

/** A run's epochs as text: what Keras prints, and a table for spreadsheets. */

const four = (value: number): string => (Number.isFinite(value) ? value.toFixed(4) : String(value));

export const logLine = ({ epoch, loss, accuracy, validation }: EpochRow, epochs: number): string =>
  [
    `Epoch ${epoch + 1}/${Math.max(epochs, epoch + 1)}`,
    `loss: ${four(loss)}`,
    `accuracy: ${four(accuracy)}`,
    `val_loss: ${four(validation.loss)}`,
    `val_accuracy: ${four(validation.accuracy)}`,
  ].join(' - ');

export const historyCsv = (rows: readonly EpochRow[]): string =>
  [
    'epoch,loss,accuracy,val_loss,val_accuracy',
    ...rows.map(({ epoch, loss, accuracy, validation }) =>
      [epoch + 1, ...[loss, accuracy, validation.loss, validation.accuracy].map(four)].join(','),
    ),
    '',
  ].join('\r\n');
