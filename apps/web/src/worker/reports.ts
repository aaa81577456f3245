import { merged } from './merge.ts';
import type { Event } from './protocol.ts';

export type ReportEvent = Extract<Event, { type: 'report' }>;

export interface Reports {
  tell(report: ReportEvent): void;
  /** Tells what was held back. */
  flush(): void;
  visible: boolean;
}

const betweenWhenHidden = 1000;

/** Passes reports on; while nobody sees the page once a second, then of all steps since the one before. */
export const createReports = (post: (report: ReportEvent) => void, now = () => performance.now()): Reports => {
  let held: ReportEvent | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const reports: Reports = {
    visible: true,
    tell: (report) => {
      const points = held === undefined ? [report.point] : [held.point, report.point];
      held = { ...report, point: merged(points, 1)[0] as ReportEvent['point'] };
      if (reports.visible || now() - last >= betweenWhenHidden) reports.flush();
    },
    flush: () => {
      if (held === undefined) return;
      post(held);
      held = undefined;
      last = now();
    },
  };
  return reports;
};
