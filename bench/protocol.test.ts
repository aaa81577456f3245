import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { type Running, startContestant } from './protocol.ts';

const program = (text: string, patience = 30_000) =>
  startContestant({ command: execPath, args: ['--input-type=module', '-e', text], patience });

const obliging = `
  import { createInterface } from 'node:readline';
  console.log('a banner of a library');
  console.log(JSON.stringify({ ready: 'warm' }));
  for await (const line of createInterface({ input: process.stdin })) {
    const [request, steps] = line.split(' ');
    if (steps === '13') throw new Error('unlucky');
    console.log(JSON.stringify(request === 'memory' ? { peak: 64 } : { milliseconds: steps * 2 }));
  }`;

test('a contestant answers what it is asked and ends when told to', async () => {
  const contestant = (await program(obliging)) as Running;
  expect(contestant.note).toBe('warm');
  expect(await contestant.run(4)).toBe(8);
  expect(await contestant.peakMemory()).toBe(64);
  await contestant.end();
});

test('one that dies at its work is an error with what it said last', async () => {
  const contestant = (await program(obliging)) as Running;
  await expect(contestant.run(13)).rejects.toThrow(
    /^bench: a contestant failed at "run 13": it ended with 1: Node\.js v/,
  );
});

test('one that cannot take part says why, and so does one that dies before it is ready', async () => {
  expect(await program(`console.log(JSON.stringify({ absent: 'no such kernel' }))`)).toEqual({
    absent: 'no such kernel',
  });
  expect(await program(`console.error('no luck'); process.exit(3)`)).toEqual({ absent: 'it ended with 3: no luck' });
  const nobody = await startContestant({ command: '/no/such/python', args: [], patience: 1000 });
  expect(nobody).toEqual({ absent: 'spawn /no/such/python ENOENT' });
});

test('one that is not ready in time is ended', async () => {
  expect(await program('for (;;);', 1000)).toEqual({ absent: 'it was not ready after 1 s, three steps included' });
});
