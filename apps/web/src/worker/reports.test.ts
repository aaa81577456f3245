import { expect, test } from 'vitest';
import { createReports, type ReportEvent } from './reports.ts';

const report = (step: number, steps: number, loss: number): ReportEvent => ({
  ...{ type: 'report', step, stepsPerSecond: 10, hostTimePerStep: 1, secondsLeft: undefined },
  point: { step, steps, loss, accuracy: 0.5 },
});

test('while nobody looks, a report a second is of all steps since the one before', () => {
  let time = 0;
  const posted: ReportEvent[] = [];
  const reports = createReports(
    (told) => posted.push(told),
    () => time,
  );
  reports.tell(report(10, 10, 2));
  reports.visible = false;
  time = 500;
  reports.tell(report(20, 10, 1));
  expect(posted.length).toBe(1);
  time = 1000;
  reports.tell(report(50, 30, 5));
  expect(posted[1]).toMatchObject({ step: 50, point: { step: 50, steps: 40, loss: 4 } });
  time = 1500;
  reports.tell(report(60, 10, 1));
  reports.flush();
  reports.flush();
  expect(posted.map(({ step }) => step)).toEqual([10, 50, 60]);
});
