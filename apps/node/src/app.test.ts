import { expect, test } from 'vitest';
import { type } from './testing/session.ts';

test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists the commands with examples', async (argv) => {
  const { code, output } = await type(...argv);
  expect(code).toBe(0);
  for (const text of ['train', 'evaluate', 'predict', 'summary', 'npm start -- train --data cifar10 --epochs 10']) {
    expect(output).toContain(text);
  }
});

test.each(['train', 'evaluate', 'predict', 'summary', 'doctor'])('%s explains itself', async (command) => {
  const { code, output } = await type(command, '--epochs', '--help');
  expect(code).toBe(0);
  expect(output).toMatch(new RegExp(`^Usage: npm start -- ${command} `));
  expect(output).toMatch(/\n\nExamples\n {2}npm start -- /);
  for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect((await type('help', command)).output).toBe(output);
});

test('a command that is not known is refused with the nearest, in one line, with exit code 2', async () => {
  expect(await type('trian')).toEqual({
    code: 2,
    output: '',
    errors:
      'kindling: unknown command "trian"; did you mean "train"? Known: train, evaluate, predict, summary, simd, doctor',
  });
});

test('a flag that is not known is refused with the nearest', async () => {
  const { code, errors } = await type('train', '--epoch', '3');
  expect(code).toBe(2);
  expect(errors).toMatch(/^train: unknown flag "--epoch"; did you mean "--epochs"\?.*$/);
});

test('what fails for another reason has exit code 1', async () => {
  const { code, errors } = await type('train', '--train', '20', '--test', '10', '--backend', 'wsam');
  expect([code, errors.split('\n').length]).toEqual([1, 1]);
  expect(errors).toContain('did you mean "wasm"?');
});
