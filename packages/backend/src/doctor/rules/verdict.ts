// internal: whether CUDA should work, by all rules
import type { CudaVerdict, Facts } from '../diagnosis.ts';
import { ofMachine } from './machine.ts';
import { ofTfjsNodeGpuWay } from './tfjsNodeGpu.ts';
import { ofTorchWay } from './torch.ts';

export const verdictOf = (facts: Facts): CudaVerdict => {
  const machine = ofMachine(facts);
  if (machine?.forGood) return { by: undefined, findings: [machine.finding] };
  const [torch, tfjsNodeGpu] = [ofTorchWay(facts), ofTfjsNodeGpuWay(facts)];
  const basic = machine === undefined ? [] : [machine.finding];
  if (machine === undefined && torch.length === 0) return { by: 'torch', findings: [] };
  if (machine === undefined && facts.tfjsNodeGpu !== undefined && tfjsNodeGpu.length === 0) {
    return { by: 'tfjs-node-gpu', findings: [] };
  }
  const all = [...basic, ...torch, ...tfjsNodeGpu];
  return {
    by: undefined,
    findings: all.filter(({ obstacle }, i) => all.findIndex((one) => one.obstacle === obstacle) === i),
  };
};
