// internal: whether CUDA works, by all rules and by trying
import type { CudaVerdict, Facts, Finding, SelfTest } from '../diagnosis.ts';
import { ofMachine } from './machine.ts';
import { finding } from './rule.ts';
import { ofTfjsNodeGpuWay } from './tfjsNodeGpu.ts';
import { ofTorchWay } from './torch.ts';

type Way = 'torch' | 'tfjs-node-gpu';

const ways: readonly Way[] = ['torch', 'tfjs-node-gpu'];

const differs = (test: Extract<SelfTest, { step: number }>): string =>
  `its losses differ by ${test.difference.toExponential(1)} from those of plain JavaScript`;

/** Where nothing was seen to be wrong, and trying it showed that something is. */
const ofTest = (test: SelfTest): Finding =>
  finding('selfTest', `the self-test of ${test.backend} went wrong: ${'step' in test ? differs(test) : test.says}`, {
    what:
      ('remedy' in test && test.remedy) ||
      'report it, with what --json prints: https://github.com/kindling-js/kindling/issues',
    commands: [],
  });

/** Those that differ. */
const once = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ obstacle }, i) => findings.findIndex((one) => one.obstacle === obstacle) === i);

/** @param selfTests what was tried: it has the last word */
export const verdictOf = (facts: Facts, selfTests: readonly SelfTest[] = []): CudaVerdict => {
  const testOf = (way: Way): SelfTest | undefined => selfTests.find(({ backend }) => backend === way);
  const proved = ways.find((way) => testOf(way)?.outcome === 'right');
  if (proved !== undefined) return { by: proved, findings: [] };
  const machine = ofMachine(facts);
  if (machine?.forGood) return { by: undefined, findings: [machine.finding] };
  const seen: Readonly<Record<Way, readonly Finding[]>> = {
    torch: ofTorchWay(facts),
    'tfjs-node-gpu': ofTfjsNodeGpuWay(facts),
  };
  const installed = ways.filter((way) => way === 'torch' || facts.tfjsNodeGpu !== undefined);
  const open = machine === undefined ? installed.filter((way) => seen[way].length === 0) : [];
  const by = open.find((way) => testOf(way) === undefined);
  if (by !== undefined) return { by, findings: [] };
  return {
    by: undefined,
    findings: once([
      ...(machine === undefined ? [] : [machine.finding]),
      ...open.flatMap((way) => ofTest(testOf(way)!)),
      ...installed.flatMap((way) => seen[way]),
    ]),
  };
};
