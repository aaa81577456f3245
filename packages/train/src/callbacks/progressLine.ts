// internal: what `progress` shows of an epoch
import type { Epoch } from '../trainer/history.ts';
import { columnsOf } from './columns.ts';
import { textWidth, truncate } from './textWidth.ts';

/** How far an epoch has come; times are in milliseconds. */
export interface Standing {
  /** Counted from 0. */
  readonly epoch: number;
  readonly epochs: number;
  readonly batchesDone: number;
  /** Undefined where the dataset does not know its size. */
  readonly batches: number | undefined;
  readonly elapsed: number;
  /** Undefined before two steps are done. */
  readonly perStep: number | undefined;
  readonly ended: boolean;
  readonly logs: Epoch<never> | undefined;
}

const longestBar = 20;
const shortestBar = 5;

/**
 * `Epoch 1/10  1563/1563 ━━━━━━━━━━━━━━━━━━━━ 3s 2ms/step - loss: 1.8377 - accuracy: 0.3369`, on a screen of limited
 * width: the bar shrinks before anything is cut. What has ended is not drawn over again, so it is never cut: where it
 * is too long it goes on, indented, in further lines, broken between numbers. Without columns there is one line and no
 * bar.
 */
export const progressLine = (standing: Standing, columns: number | undefined): string => {
  const { epoch, epochs, batchesDone, batches, logs } = standing;
  const left = `Epoch ${epoch + 1}/${epochs}  ${countOf(standing)}`;
  const numbers = logs === undefined ? [] : columnsOf(logs).map(([name, value]) => `${name}: ${formatValue(value)}`);
  const right = [timesOf(standing), ...numbers].join(between).trim();
  if (columns === undefined) return `${left} ${right}`.trimEnd();
  const room = Math.min(longestBar, columns - textWidth(`${left}  ${right}`));
  const bar = batches === undefined || room < shortestBar ? '' : ` ${drawBar(batchesDone / batches, room)}`;
  const line = `${left}${bar} ${right}`.trimEnd();
  if (!standing.ended) return truncate(line, columns);
  return textWidth(line) <= columns ? line : inLines([`${left} ${timesOf(standing)}`, ...numbers], columns);
};

const between = ' - ';
const indent = '    ';

/** Lines of at most so many columns, as far as one part fits in. */
const inLines = ([first, ...parts]: readonly [string, ...string[]], columns: number): string => {
  const lines: string[] = [];
  let line = first;
  for (const part of parts) {
    const longer = `${line}${between}${part}`;
    if (textWidth(longer) > columns) lines.push(line);
    line = textWidth(longer) > columns ? `${indent}${part}` : longer;
  }
  return [...lines, line].join('\n');
};

const countOf = ({ batchesDone, batches }: Standing): string =>
  batches === undefined
    ? `${batchesDone} ${batchesDone === 1 ? 'step' : 'steps'}`
    : `${String(batchesDone).padStart(String(batches).length)}/${batches}`;

/** The time that is left, where that can be told, else the time that it took. */
const timesOf = ({ batchesDone, batches, elapsed, perStep, ended }: Standing): string => {
  const rate = perStep === undefined ? '' : ` ${formatRate(perStep)}`;
  if (ended || batches === undefined) return `${formatDuration(elapsed)}${rate}`;
  return perStep === undefined ? '' : `ETA ${formatDuration(perStep * (batches - batchesDone))}${rate}`;
};

const drawBar = (share: number, width: number): string => {
  const full = Math.min(width, Math.floor(share * width));
  return '━'.repeat(full) + '─'.repeat(width - full);
};

/** `3s`, `1:05`, `2:03:09` */
const formatDuration = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds}s`;
  const two = (count: number): string => String(count).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours === 0 ? minutes : `${hours}:${two(minutes)}`}:${two(seconds % 60)}`;
};

/** `2s/step`, `14ms/step`, `250µs/step` */
const formatRate = (milliseconds: number): string => {
  if (milliseconds >= 1000) return `${Math.round(milliseconds / 1000)}s/step`;
  if (milliseconds >= 1) return `${Math.round(milliseconds)}ms/step`;
  return `${Math.round(milliseconds * 1000)}µs/step`;
};

/** Four decimals, or four digits after the first where those would show nothing. */
const formatValue = (value: number): string =>
  Math.abs(value) >= 1e-3 || value === 0 || !Number.isFinite(value) ? value.toFixed(4) : value.toExponential(4);
