import type { Entry } from './contestants/list.ts';
import { type Absent, type Command, type Running, startContestant } from './protocol.ts';
import type { Machine, Row } from './results.ts';
import { interleave, median, undisturbed } from './rounds.ts';
import { speedUpOfTwoThreads } from './twoThreads.ts';

/** The fastest of several ways, by turns of a tenth of a second; the others end. */
const startFastest = async (commands: readonly Command[]): Promise<Running | Absent> => {
  const started: (Running | Absent)[] = [];
  for (const command of commands) started.push(await startContestant(command));
  const running = started.filter((contestant) => 'run' in contestant);
  const absent = [...new Set(started.flatMap((contestant) => ('absent' in contestant ? [contestant.absent] : [])))];
  if (running.length === 0) return { absent: absent.join('; ') };
  if (commands.length === 1) return running[0]!;
  const medians = (await interleave(running, 9, { turn: 100 })).map(median);
  const fastest = running[medians.indexOf(Math.min(...medians))]!;
  for (const contestant of running) if (contestant !== fastest) await contestant.end();
  return { ...fastest, note: [fastest.note, ...absent.map((reason) => `a variant is missing: ${reason}`)].join('; ') };
};

/**
 * Starts all contestants of a case, times them in turns, and gives a row of each, those that could not take part
 * included.
 */
export const timeCase = async (
  entries: readonly Entry[],
  rounds: number,
): Promise<{ readonly rows: readonly Row[]; readonly machine: Machine }> => {
  const started: (Running | Absent)[] = [];
  for (const { name, start } of entries) {
    const contestant = typeof start === 'string' ? { absent: start } : await startFastest(start);
    started.push(contestant);
    console.log(`  ${name}: ${'absent' in contestant ? `not there: ${contestant.absent}` : contestant.note}`);
  }
  const running = started.filter((contestant) => 'run' in contestant);
  const before = await speedUpOfTwoThreads();
  const disturbed = undisturbed();
  const milliseconds = await interleave(running, rounds, { disturbed });
  const speedUps = [before, await speedUpOfTwoThreads()] as const;
  const rows: Row[] = [];
  for (const [i, { name, cores }] of entries.entries()) {
    const contestant = started[i]!;
    if ('absent' in contestant) {
      rows.push({ name, cores, ...contestant });
      continue;
    }
    const peak = await contestant.peakMemory();
    rows.push({ name, cores, note: contestant.note, peak, milliseconds: milliseconds[running.indexOf(contestant)]! });
    await contestant.end();
  }
  return { rows, machine: { ...disturbed, speedUps } };
};
