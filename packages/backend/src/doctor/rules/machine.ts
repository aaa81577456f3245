// internal: what keeps CUDA from working whatever is installed: the machine, its driver, its GPUs
import type { Finding, MachineFacts } from '../diagnosis.ts';
import { driverRules } from './driver.ts';
import { gpuRules } from './gpu.ts';
import { neverRules } from './never.ts';
import { first } from './rule.ts';

export interface MachineFinding {
  readonly finding: Finding;
  /** Whether CUDA can never work here. */
  readonly forGood: boolean;
}

/** The most basic thing that is wrong. */
export const ofMachine = (facts: MachineFacts): MachineFinding | undefined => {
  const never = first(neverRules, facts);
  if (never !== undefined) return { finding: never, forGood: true };
  const now = first([...driverRules, ...gpuRules], facts);
  return now && { finding: now, forGood: false };
};
