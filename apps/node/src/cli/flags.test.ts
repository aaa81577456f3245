import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { UsageError } from './command.ts';
import { argumentsOf, count, oneOf, parseFlags, rate, seed, shellLine, spell, text, widths } from './flags.ts';

const about = { placeholder: 'N', help: '' };
const flags = {
  data: text({ ...about, fallback: 'shapes' }),
  hidden: widths({ ...about, fallback: [200, 150] }),
  epochs: count({ ...about, fallback: 3 }),
  learningRate: rate({ ...about, fallback: 0.1 }),
  seed: seed({ ...about, fallback: undefined }),
  model: oneOf(['mlp', 'cnn'])({ ...about, fallback: 'mlp' }),
};
const parse = (...argv: string[]) => parseFlags('train', flags, argv);

test('what is not typed has its default', () => {
  expect(parse().values).toEqual({
    data: 'shapes',
    hidden: [200, 150],
    epochs: 3,
    learningRate: 0.1,
    seed: undefined,
    model: 'mlp',
  });
  expect(parse().given).toEqual(new Set());
});

test('values are read by their kind, beside or behind an equals sign', () => {
  const { values, given, positionals } = parse('a', '--hidden', '8, 4', '--learning-rate=5e-4', '--seed', '0', 'b');
  expect(values).toMatchObject({ hidden: [8, 4], learningRate: 5e-4, seed: 0 });
  expect(given).toEqual(new Set(['hidden', 'learningRate', 'seed']));
  expect(positionals).toEqual(['a', 'b']);
  expect(parse('--hidden', 'none').values.hidden).toEqual([]);
});

test('their types follow from the flags', () => {
  const { values } = parse();
  values.epochs satisfies number;
  values.seed satisfies number | undefined;
  values.model satisfies 'mlp' | 'cnn';
  // @ts-expect-error a seed may be absent
  values.seed satisfies number;
  expect(values.epochs).toBe(3);
});

test.each([
  [['--epoch', '3'], 'train: unknown flag "--epoch"; did you mean "--epochs"?'],
  [['-x'], 'train: unknown flag "-x"'],
  [['--epochs'], 'train: --epochs needs a value: --epochs N'],
  [['--epochs', '--seed', '1'], 'train: --epochs needs a value: --epochs N'],
  [['--seed', '1', '--seed', '2'], 'train: --seed is given twice'],
  [['--epochs', '0'], 'train: --epochs must be a positive integer, got "0"'],
  [['--epochs', '1e3'], 'train: --epochs must be a positive integer, got "1e3"'],
  [['--epochs', '99999999999999999999'], 'train: --epochs must be a positive integer'],
  [['--seed', '-1'], 'train: --seed must be an integer of at least 0, got "-1"'],
  [['--learning-rate', 'fast'], 'train: --learning-rate must be a number above 0, got "fast"'],
  [['--learning-rate', '0'], 'train: --learning-rate must be a number above 0, got "0"'],
  [['--hidden', '200,,150'], 'train: --hidden must be positive integers with commas between, or none, got "200,,150"'],
  [['--model', 'CNN'], 'train: --model must be mlp or cnn, got "CNN"'],
  [['--data='], 'train: --data must be a text, got ""'],
])('%j is refused', (argv, message) => {
  const failing = () => parse(...argv);
  expect(failing).toThrow(UsageError);
  expect(failing).toThrow(message);
});

test('arguments made of values give the same values', () => {
  const { values } = parse('--hidden', 'none', '--seed', '7', '--data', 'my folder');
  expect(parse(...argumentsOf(values)).values).toEqual(values);
});

test('camel case is typed with hyphens, and a shell line quotes what needs it', () => {
  expect(spell('learningRate')).toBe('--learning-rate');
  expect(shellLine(['train', '--hidden', '200,150', '--data', 'my folder'])).toBe(
    process.platform === 'win32'
      ? 'train --hidden "200,150" --data "my folder"'
      : "train --hidden 200,150 --data 'my folder'",
  );
});

const nasty = [
  '$(touch x)',
  '`touch x`',
  'a!b',
  '$HOME',
  '~',
  'a\nb',
  "it's",
  '"',
  '\\',
  '*',
  '',
  '=ls',
  'a;b',
  '#',
  '-- x',
  'plain/path-1.0,2',
];

test('nothing of an argument is live in a POSIX shell', () => {
  expect(shellLine(['$(a) `b` !c'], 'linux')).toBe("'$(a) `b` !c'");
  expect(shellLine(["it's", ''], 'linux')).toBe("'it'\\''s' ''");
  expect(shellLine(['=a', 'a=b', 'C:\\a'], 'linux')).toBe("'=a' a=b 'C:\\a'");
});

test.runIf(process.platform !== 'win32')(
  'a shell gives back what was quoted (skipped on Windows, which has no sh)',
  () => {
    const program = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const line = shellLine([process.execPath, '-e', program, '--', ...nasty], 'linux');
    expect(JSON.parse(spawnSync('sh', ['-c', line], { encoding: 'utf8' }).stdout)).toEqual(nasty);
  },
);

test('on Windows arguments stand in double quotes, and paths keep their backslashes', () => {
  expect(shellLine(['C:\\my runs\\', 'C:\\runs', 'a"b', '200,150'], 'win32')).toBe(
    '"C:\\my runs\\\\" C:\\runs "a\\"b" "200,150"',
  );
});
