import { expect, test } from 'vitest';
import { type Setting, survive, unbroken } from './survive.ts';

const settings: readonly (readonly [Setting, kills: number, every: number])[] = [
  [{ backend: 'cpu', threads: 1, setting: 'short' }, 14, 2],
  [{ backend: 'wasm', threads: 1, setting: 'short' }, 10, 2],
  [{ backend: 'wasm', threads: 3, setting: 'short' }, 10, 2],
  [{ backend: 'wasm', threads: 1, setting: 'long' }, 8, 60],
];

test.each(settings)(
  '$backend on $threads threads, $setting epochs: what is killed comes to the same end',
  {
    timeout: 300_000,
  },
  async (setting, most, every) => {
    const whole = await unbroken(setting);
    expect(whole.weights).toMatch(/^weights [0-9a-f]{64} after [2-7] epochs$/);
    expect(whole.files).toEqual([
      'backup.safetensors',
      'backup.safetensors.previous',
      'best.safetensors',
      'history.csv',
    ]);
    let done = 0;
    for (let seed = 1; done < most; seed++) {
      const { end, kills, lost } = await survive(setting, seed, most - done);
      expect(end, `seed ${seed}, killed at ${kills}`).toEqual(whole);
      expect(lost).toBeLessThanOrEqual(every);
      done += kills.length;
    }
  },
);
