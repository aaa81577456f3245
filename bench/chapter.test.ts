import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { timeProgram } from './chapter.ts';

const program = (text: string) => timeProgram({ command: execPath, args: ['--input-type=module', '-e', text] }, 2);

test('a program is timed from where it has begun to the end of its last epoch', async () => {
  const told = await program(`
    const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    await wait(300);
    console.log('begun');
    console.log('Epoch 1/2 - loss: 2');
    await wait(200);
    console.log('Epoch 2/2 - loss: 1');
    await wait(300);
    console.log('test loss 1, accuracy 0.5');
  `);
  if ('absent' in told) throw new Error(told.absent);
  expect(told.loop).toBeGreaterThan(0.15);
  expect(told.whole).toBeGreaterThan(told.loop + 0.55);
  expect(told.verdict).toBe('test loss 1, accuracy 0.5');
});

test('one that fails says with what, and one that cannot run says why', async () => {
  expect(await program(`console.log('{"absent":"no torch"}')`)).toEqual({ absent: 'no torch' });
  expect(await program(`console.error('no data'); process.exit(1)`)).toEqual({ absent: 'it ended with 1: no data' });
});
