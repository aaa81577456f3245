import { beforeAll, expect, test } from 'vitest';
import { parseFlags } from '../cli/flags.ts';
import { tinyRun } from '../testing/session.ts';
import { planOf } from './plan.ts';
import { trainFlags } from './settings.ts';

const plan = (...argv: string[]) => planOf(parseFlags('train', trainFlags, argv));
let folder: string;
beforeAll(async () => {
  folder = await tinyRun();
});

test('a new run has the settings that were typed', async () => {
  expect(await plan('--hidden', '4', '--out', 'somewhere')).toMatchObject({
    settings: { hidden: [4], epochs: 10, seed: 1 },
    old: undefined,
    out: 'somewhere',
  });
});

test('the hidden layers that were not typed are kept too, and the cnn has none', async () => {
  expect((await plan()).settings).toMatchObject({ model: 'mlp', hidden: [200, 150] });
  expect((await plan('--model', 'cnn')).settings).toMatchObject({ model: 'cnn', hidden: undefined });
  await expect(plan('--model', 'cnn', '--hidden', '9')).rejects.toThrow('train: --hidden goes with --model mlp');
});

test('an old run keeps its own, but for epochs and backend', async () => {
  const { settings, old } = await plan('--resume', folder, '--epochs', '5', '--backend', 'wasm');
  expect(settings).toMatchObject({ hidden: [8], train: 200, epochs: 5, backend: 'wasm' });
  expect(old?.record.history).toHaveLength(1);
});

test('what an old run has fixed is not changed', async () => {
  await expect(plan('--resume', folder, '--learning-rate', '1')).rejects.toThrow('train: --learning-rate stays');
  await expect(plan('--resume', folder, '--model', 'cnn')).rejects.toThrow('train: --model stays');
  await expect(plan('--resume', folder, '--out', 'x')).rejects.toThrow('train: --out stays');
});
