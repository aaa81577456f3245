import { isDeepStrictEqual } from 'node:util';
import * as cli from '@kindling/app-node/src/cli/flags.ts';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind, Wrong } from '../kind.ts';

const flags = {
  epochs: cli.count({ placeholder: 'N', help: '', fallback: 3 }),
  seed: cli.seed({ placeholder: 'N', help: '', fallback: undefined }),
  learningRate: cli.rate({ placeholder: 'RATE', help: '', fallback: 0.1 }),
  hidden: cli.widths({ placeholder: 'N,N', help: '', fallback: [2] }),
  optimizer: cli.oneOf(['adam', 'sgd'])({ placeholder: 'NAME', help: '', fallback: 'adam' }),
  out: cli.text({ placeholder: 'PATH', help: '', fallback: undefined }),
};

const isCount = (least: number) => (value: unknown) => Number.isSafeInteger(value) && (value as number) >= least;
const rules: Readonly<Record<keyof typeof flags, (value: unknown) => boolean>> = {
  epochs: isCount(1),
  seed: isCount(0),
  learningRate: (value) => Number.isFinite(value) && (value as number) > 0,
  hidden: (value) => Array.isArray(value) && [...value].every(isCount(1)),
  optimizer: (value) => value === 'adam' || value === 'sgd',
  out: (value) => typeof value === 'string' && value !== '',
};

const right = ['--epochs', '--seed', '--learning-rate', '--hidden', '--optimizer', '--out'];
const strange = [
  '--epoch',
  '--Epochs',
  '-e',
  '--',
  '-',
  '--no-epochs',
  '--__proto__',
  '--constructor',
  '--help',
  '--epochs=',
  '---',
  '--=3',
  '-epochs',
];
const fitting = ['3', '0', '1e-3', '20,10', 'none', 'adam', 'sgd', 'run', '7', '0.5'];
const values = [
  ...fitting,
  '-1',
  '',
  ' ',
  'NaN',
  'Infinity',
  '1e999',
  '1e-999',
  '0x10',
  '1_000',
  '9007199254740993',
  '1,,2',
  ',',
  '1, 2',
  'Adam',
  '--seed',
  '\u0000',
  '𝟛',
  '__proto__',
  '=',
  '1e400',
  'x'.repeat(300),
];

const tokens = (draw: Draw): readonly string[] => {
  const name = draw.pick(draw.chance(0.85) ? right : strange);
  const value = draw.pick(draw.chance(0.6) ? fitting : values);
  return draw.pick([[name, value], [name, value], [`${name}=${value}`], [name], [value]]);
};

/** What is typed after a command: refused, or values by their rules, which give themselves when typed again. */
export const cliFlags: Kind = {
  name: 'flags',
  once: async (draw) => {
    const argv = Array.from({ length: 1 + draw.int(3) }, () => tokens(draw)).flat();
    const about = `parseFlags(${JSON.stringify(argv)})`;
    const answer = await answerOf(() => cli.parseFlags('train', flags, argv), { about });
    if ('error' in answer) {
      if (answer.error.name !== 'UsageError') throw new Wrong(`${about}: not a UsageError: ${answer.error.message}`);
      return 'refused';
    }
    const { values: read, given } = answer.value;
    for (const key of given) if (!rules[key](read[key])) throw new Wrong(`${about} took ${key}: ${String(read[key])}`);
    const typed = cli.argumentsOf(Object.fromEntries([...given].map((key) => [key, read[key]])));
    const again = await answerOf(() => cli.parseFlags('train', flags, typed), { about: `${about}, typed again` });
    if ('error' in again) throw new Wrong(`${about} is refused when typed again: ${again.error.message}`);
    if (!isDeepStrictEqual(again.value.values, read)) throw new Wrong(`${about} reads otherwise when typed again`);
    return 'accepted';
  },
};
