import type { Outcome } from './outcome.ts';

/** What runs of the same specs say about the kernels of one of them. */
export interface Comparison {
  /** Specs that pass in every run without the kernels. */
  readonly passed: readonly string[];
  /** Specs that pass in none or only in some of those, with what they said in the first in which they failed. */
  readonly failed: ReadonlyMap<string, readonly string[]>;
  /** Those of `passed` that do not pass with the kernels, with what they say. */
  readonly lost: ReadonlyMap<string, readonly string[]>;
  /** Those of `failed` that pass with the kernels. */
  readonly gained: readonly string[];
}

/** Compares runs on the backend as published with one on the same backend and other kernels. */
export const compare = (published: readonly (readonly Outcome[])[], installed: readonly Outcome[]): Comparison => {
  const passed = new Set<string>();
  const failed = new Map<string, readonly string[]>();
  for (const { name, status, messages } of published.flat()) {
    if (status === 'passed') passed.add(name);
    if (status === 'failed' && !failed.has(name)) failed.set(name, messages);
  }
  for (const name of failed.keys()) passed.delete(name);
  const now = new Map(installed.map((outcome) => [outcome.name, outcome]));
  const passes = (name: string): boolean => now.get(name)?.status === 'passed';
  const lost = [...passed].filter((name) => !passes(name));
  // What fails outside of specs was not there to pass before.
  const broken = installed.filter(({ name, status }) => status === 'failed' && !passed.has(name) && !failed.has(name));
  return {
    passed: [...passed],
    failed,
    lost: new Map(
      [...lost, ...broken.map(({ name }) => name)].map((name) => [name, now.get(name)?.messages ?? ['it did not run']]),
    ),
    gained: [...failed.keys()].filter(passes),
  };
};

/** The kernel without which a spec could not run; undefined where it failed otherwise. */
const missingKernel = (messages: readonly string[]): string | undefined =>
  messages.map((message) => /Kernel '(\w+)' not registered/.exec(message)?.[1]).find((kernel) => kernel !== undefined);

/** Specs that fail as published, by the kernel that they lack. */
export const byMissingKernel = ({ failed }: Comparison): ReadonlyMap<string | undefined, readonly string[]> => {
  const groups = new Map<string | undefined, readonly string[]>();
  for (const [name, messages] of failed) {
    const kernel = missingKernel(messages);
    groups.set(kernel, [...(groups.get(kernel) ?? []), name]);
  }
  return groups;
};
