import { count, flag, readOptions, requireFiles, requirePath, withDefault } from '@kindling/core';
import type { Callback } from './callback.ts';
import { columnsOf } from './columns.ts';

export interface CsvLogOptions {
  /** Whether the rows of earlier epochs that the file holds stay in it. Default: false. */
  append?: boolean | undefined;
}

const table = { append: withDefault(flag, false) };

interface Remembered {
  readonly length: number;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Writes one row an epoch to a CSV file: `epoch` (counted from 0), `loss`, the metrics, and the same of the validation
 * data under `validation.`, in full precision. Each row is in the file when its epoch has ended.
 *
 * Folders are made as needed, and an old file is replaced when the first epoch has ended. With `append` its rows of
 * earlier epochs stay: a run that was resumed goes on below them, and an epoch that is run again replaces its row and
 * those after it.
 *
 * In a run that goes on from a checkpoint the file goes on where it stood then.
 *
 * @param path Where to write.
 * @throws Error in a browser; in training, when the file cannot be written, or is to be appended to and has other
 *   columns.
 * @example
 * ```ts
 * import { csvLog } from '@kindling/train';
 *
 * const callbacks = [csvLog('run/history.csv')];
 * ```
 * @see https://keras.io/api/callbacks/csv_logger/
 */
export const csvLog = (path: string, options: CsvLogOptions = {}): Callback => {
  const name = 'csvLog';
  const { append } = readOptions(name, table, options);
  const files = requireFiles(name, 'in a page trainer.history has these rows, and report() shows them');
  requirePath(name, path);
  let begun = false;
  let leads = true;
  /** Of the file's rows that belong to this run, in bytes. */
  let length = 0;

  /** The whole rows of earlier epochs in a file with the same columns. */
  const earlier = async (columns: string, epoch: number): Promise<readonly string[]> => {
    const text = (append ? await files.read(path) : undefined) ?? '';
    // What follows the last line's end is empty, or was cut short.
    const [found, ...lines] = text.split('\n').slice(0, -1);
    if (found === undefined) return [];
    if (found !== columns) throw new Error(`${name}: ${path} has the columns ${found}, and this run logs ${columns}`);
    return lines.filter((row) => Number.parseInt(row, 10) < epoch);
  };

  return {
    name,
    onTrainBegin: async (event) => {
      begun = false;
      ({ leads = true } = event);
      if (!leads) return;
      await files.requireWritable(path);
      await files.append(path, ''); // a path that cannot be written to is known before training
    },
    onEpochEnd: async ({ epoch, logs }) => {
      if (!leads) return;
      const columns = columnsOf(logs);
      const row = line([epoch, ...columns.map(([, value]) => value)]);
      if (begun) {
        await files.append(path, `${row}\n`);
        length += bytesOf(`${row}\n`);
        return;
      }
      const header = line(['epoch', ...columns.map(([column]) => column)]);
      const rows = [header, ...(await earlier(header, epoch)), row];
      const text = rows.map((one) => `${one}\n`).join('');
      await files.replace(path, text);
      begun = true;
      length = bytesOf(text);
    },
    state: (): Remembered => ({ length: begun ? length : 0 }),
    // Rows that the broken run wrote behind its last checkpoint come again.
    resume: async (state: Remembered) => {
      const read = readOptions(`${name}: state`, { length: count }, state);
      if (!leads || read.length === 0) return; // the first row begins the file
      const bytes = new TextEncoder().encode((await files.read(path)) ?? '');
      if (bytes.length < read.length)
        throw new Error(
          `${name}: ${path} had ${read.length} bytes at the checkpoint, and has ${bytes.length}; put the file back, or begin anew`,
        );
      begun = true;
      length = read.length;
      if (bytes.length > length) await files.replace(path, bytes.slice(0, length));
    },
  };
};

const line = (cells: readonly (string | number)[]): string => cells.map((cell) => quoted(String(cell))).join(',');

/** RFC 4180 */
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
