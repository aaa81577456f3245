import type { Family } from './families.ts';
import type { Distances } from './gradient.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A case's verdict in one column. */
export interface Finding {
  readonly row: string;
  readonly name: string;
  readonly column: string;
  readonly verdict: Verdict;
}

export const columnOf = (backend: string, part: keyof Distances): string =>
  part === 'forward' ? backend : `${backend}, ${part}`;

/** What is found of each case, on the backend in use. */
export const findingsOf = async ({ parts, tolerance, subjects }: Family, backend: string): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { row, name, measure } of subjects) {
    const distances = measure();
    for (const part of parts) {
      const distance = distances[part];
      if (distance === undefined) continue;
      findings.push({
        row,
        name,
        column: columnOf(backend, part),
        verdict: await verdictOf(distance, tolerance[part]),
      });
    }
  }
  return findings;
};
