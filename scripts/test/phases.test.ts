import { expect, onTestFinished, test, vi } from 'vitest';
import { type Outcome, runPhases } from './phases.mjs';

const outcome = (state: 'passed' | 'failed'): Outcome => ({ checks: [{ owner: 'a', state }], log: 'why it failed' });

/** What runPhases prints, without the times. */
const printed = () => {
  const lines: string[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0),
    vi.spyOn(console, 'log').mockImplementation((text) => void lines.push(`${text}\n`)),
  ];
  const restore = () => {
    for (const spy of spies) spy.mockRestore();
  };
  onTestFinished(restore);
  return () => {
    restore();
    return lines
      .join('')
      .replace(/[\d.]+ s/g, '? s')
      .replace(/ {2,}/g, ' ');
  };
};

test('phases run one after another, those after a failed one too, and are told of in their order', async () => {
  const ran: string[] = [];
  const phase = (name: string, state: 'passed' | 'failed', until: Promise<unknown>, beside = false) => ({
    what: `what ${name} is`,
    run: async () => {
      ran.push(`${name} begins`);
      await until;
      ran.push(`${name} ends`);
      return outcome(state);
    },
    beside,
  });
  let finish: () => void = () => undefined;
  const last = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const said = printed();
  const checks = await runPhases({
    a: phase('a', 'passed', last, true),
    b: phase('b', 'failed', turn()),
    c: {
      what: 'what c is',
      run: () =>
        phase('c', 'passed', turn())
          .run()
          .finally(() => finish()),
    },
  });
  expect(said()).toBe(
    'a what a is 1 passed, 0 failed in ? s\nb what b is 0 passed, 1 failed in ? s\n\nwhy it failed\n\nc what c is 1 passed, 0 failed in ? s\n',
  );
  expect(ran).toEqual(['a begins', 'b begins', 'b ends', 'c begins', 'c ends', 'a ends']);
  expect(checks.map(({ state }) => state)).toEqual(['passed', 'failed', 'passed']);
});

test('a phase that throws ends the run, after those before it', async () => {
  const said = printed();
  const run = () => Promise.reject(new Error('broken'));
  await expect(
    runPhases({ a: { what: 'a', run: async () => outcome('passed') }, b: { what: 'b', run } }),
  ).rejects.toThrow('broken');
  expect(said()).toContain('a a 1 passed');
});
