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

type Needs = (facts: Facts) => boolean;

const torchIsThere: Needs = ({ packages, torches, host }) =>
  packages['@kindling/torch'] !== undefined && torches[0]?.arch === host.arch;

const gpuIsThere: Needs = ({ gpus }) => gpus.some(({ visible }) => visible);

/** What must be there for a test to be of use; of what is not, the table tells. */
const needs: Readonly<Record<TestedBackend, Needs>> = {
  torch: (facts) => torchIsThere(facts) && facts.torches[0]?.cuda !== undefined && gpuIsThere(facts),
  'torch-mps': (facts) => torchIsThere(facts) && facts.host.platform === 'darwin',
  'torch-cpu': torchIsThere,
  'tfjs-node-gpu': (facts) => facts.tfjsNodeGpu !== undefined && gpuIsThere(facts),
  'tfjs-node': ({ packages }) => packages['@tensorflow/tfjs-node'] !== undefined,
  webgpu: ({ packages }) => packages['@tensorflow/tfjs-backend-webgpu'] !== undefined && packages.webgpu !== undefined,
  wasm: ({ packages }) => packages['@tensorflow/tfjs-backend-wasm'] !== undefined,
  cpu: ({ packages }) => packages['@tensorflow/tfjs-backend-cpu'] !== undefined,
};

const testable = (facts: Facts): readonly TestedBackend[] =>
  (Object.keys(needs) as TestedBackend[]).filter((name) => needs[name](facts));

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** What a process that failed said: its error, where it names one. */
const saidBy = (errors: string): string => {
  const words = /^\w*Error\b[^:\n]*: (.+)$/m.exec(errors)?.[1] ?? lastLine(errors);
  return words === '' ? '' : `: ${words}`;
};

const resultOf = (backend: string, ran: Ran | undefined): SelfTest => {
  const failed = (says: string): SelfTest => ({ backend, outcome: 'failed', says });
  if (ran === undefined) return failed('Node did not start');
  const said = saidBy(ran.errors);
  if (ran.code !== 0) return failed(`its process ended with ${ran.signal ?? `code ${ran.code}`}${said}`);
  try {
    return JSON.parse(lastLine(ran.output)) as SelfTest;
  } catch {
    return failed(`its process said no result${said}`);
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
