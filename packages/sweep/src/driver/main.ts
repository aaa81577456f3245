// internal: the command kindling-sweep
import { unknownName } from '@kindling/core';
import { drive } from './drive.ts';
import { pythonWithRay } from './python.ts';
import { readSweep } from './readSweep.ts';
import { keepRecord } from './record.ts';

const help = `\
npx kindling-sweep sweep.json [--restore]

Runs a program many times with other numbers, on this machine or a cluster of Ray, and ends early what is not promising.

sweep.json  {
              "program": ["node", "trial.mjs"],          made a trial by trial() of @kindling/sweep
              "storage": "sweep",                        a folder for all of it: <storage>/trials/<trial>
              "space": {
                "learningRate": { "loguniform": [1e-4, 1e-1] },   uniform, loguniform, int, choice, grid;
                "units": { "choice": [16, 64] },                  a plain value is the same for all
                "epochs": 9
              },
              "metric": "validation.loss", "mode": "min", "trials": 12,
              "scheduler": { "asha": { "epochs": 9 } },           or { "pbt": { "every": 2 } }, or none
              "resources": { "cpus": 1, "gpus": 0, "processes": 1 },
              "retries": 3, "seed": 0
            }
            Every key is explained in sweep.schema.json of this package.
--restore   goes on with the sweep that the storage holds: what is done stays, what was broken off goes on

It needs a Python with ray[tune]: that of KINDLING_PYTHON, else python3. Ray listens on all interfaces of this machine,
and answers those alone who have a token that is made for each sweep. With "address" it joins a cluster, and refuses one
that answers without a token.

Ctrl-C stops it and saves; --restore then goes on. The best trial comes first in <storage>/results.json. It ends with
0, all done; 1, some trial failed; 2, wrong options; 75, Ray has ended, --restore goes on; 143, stopped.
`;

const known = ['--restore', '--help', '-h'];

const askedOf = (args: readonly string[]) => {
  const unknown = args.find((arg) => arg.startsWith('-') && !known.includes(arg));
  if (unknown !== undefined) throw unknownName('kindling-sweep', 'option', unknown, known);
  const files = args.filter((arg) => !arg.startsWith('-'));
  const wantsHelp = args.includes('--help') || args.includes('-h');
  if (files.length !== 1 && !wantsHelp)
    throw new Error(`kindling-sweep: give one sweep.json, got ${files.length}; --help explains`);
  return { file: files[0] ?? '', restore: args.includes('--restore'), wantsHelp };
};

const said = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return text.startsWith('kindling-sweep: ') ? text : `kindling-sweep: ${text}`;
};

/** Does what the arguments ask for, and answers with the exit code. */
export const main = async (args: readonly string[]): Promise<number> => {
  try {
    const { file, restore, wantsHelp } = askedOf(args);
    if (wantsHelp) {
      process.stdout.write(help);
      return 0;
    }
    if (process.platform === 'win32') throw new Error('it was not tried on Windows; use WSL');
    const sweep = readSweep(file);
    const python = pythonWithRay();
    keepRecord(sweep, restore);
    return await drive(python, sweep, restore);
  } catch (error) {
    process.stderr.write(`${said(error)}\n`);
    return 2;
  }
};
