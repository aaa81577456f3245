import { expect, test } from 'vitest';
import { soon } from './soon.ts';

test('what comes soon is waited for, an error too; what never comes is not', async () => {
  let done = false;
  const work = async (): Promise<void> => {
    await Promise.resolve();
    done = true;
  };
  await soon(work());
  expect(done).toBe(true);
  await expect(soon(Promise.reject(new Error('no')))).rejects.toThrow('no');
  await soon(new Promise(() => undefined));
});
