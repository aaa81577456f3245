// internal: runs self-tests, each in a process of its own, so that a fault of a driver ends that process alone
import type { Facts, SelfTest } from '../diagnosis.ts';
import type { Machine, Ran } from '../machine.ts';
import type { TestedBackend } from './selfTest.ts';

/** The arguments of Node by which a self-test runs; what it prints last is `JSON.stringify(await selfTest(name))`. */
export type SelfTestBy = (name: TestedBackend) => readonly string[];

/** Training takes two seconds, loading PyTorch a few; one that takes longer hangs. */
const patience = 60_000;

const program = (name: string): string => {
  const entry = JSON.stringify(import.meta.resolve('@kindling/backend/node'));
  return `import { selfTest } from ${entry}; console.log(JSON.stringify(await selfTest(${JSON.stringify(name)})));`;
};

const ownSelfTest: SelfTestBy = (name) => ['--input-type=module', '--eval', program(name)];

/** What is installed; of the rest the table says that it is not. */
const testable = ({ packages }: Facts): readonly TestedBackend[] => [
  ...(packages['@tensorflow/tfjs-backend-webgpu'] && packages.webgpu ? (['webgpu'] as const) : []),
  ...(packages['@tensorflow/tfjs-backend-wasm'] ? (['wasm'] as const) : []),
  ...(packages['@tensorflow/tfjs-backend-cpu'] ? (['cpu'] as const) : []),
];

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

const resultOf = (backend: string, ran: Ran | undefined): SelfTest => {
  const failed = (says: string): SelfTest => ({ backend, outcome: 'failed', says });
  if (ran === undefined) return failed('Node did not start');
  const words = lastLine(ran.errors);
  if (ran.code !== 0) {
    return failed(`its process ended with ${ran.signal ?? `code ${ran.code}`}${words === '' ? '' : `: ${words}`}`);
  }
  try {
    return JSON.parse(lastLine(ran.output)) as SelfTest;
  } catch {
    return failed(`its process said no result${words === '' ? '' : `: ${words}`}`);
  }
};

/** One after the other: they would take each other's cores. */
export const runSelfTests = async (
  machine: Machine,
  facts: Facts,
  by: SelfTestBy = ownSelfTest,
): Promise<readonly SelfTest[]> => {
  const results: SelfTest[] = [];
  for (const name of testable(facts))
    results.push(resultOf(name, await machine.run(machine.execPath, by(name), patience)));
  return results;
};
