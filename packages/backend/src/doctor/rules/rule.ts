// internal: a rule finds one thing wrong, or nothing
import type { Facts, Finding, MachineFacts, Obstacle, Remedy } from '../diagnosis.ts';

export type Rule<F = Facts> = (facts: F) => Finding | undefined;

/** One that asks of the machine alone, not of what is installed on it. */
export type MachineRule = Rule<MachineFacts>;

export const finding = (obstacle: Obstacle, says: string, ...remedies: readonly Remedy[]): Finding => ({
  obstacle,
  says,
  remedies,
});

/** The first rule that finds something. */
export const first = <F>(rules: readonly Rule<F>[], facts: F): Finding | undefined => {
  for (const rule of rules) {
    const found = rule(facts);
    if (found !== undefined) return found;
  }
  return undefined;
};

export const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);

/** Whether a version is older than another: `2.9.1` than `2.11`. */
export const isOlder = (version: string, than: string): boolean => {
  const [a, b] = [version, than].map((text) => text.split(/[.+]/).map((part) => Number.parseInt(part, 10))) as [
    number[],
    number[],
  ];
  for (const [i, part] of b.entries()) if ((a[i] ?? 0) !== part) return (a[i] ?? 0) < part;
  return false;
};
