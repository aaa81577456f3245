// internal: all probes together
import type { Facts, MachineFacts } from './diagnosis.ts';
import type { Machine } from './machine.ts';
import { probeDriver } from './probes/driver.ts';
import { probeHost } from './probes/host.ts';
import { probePackages, probeTfjsNodeGpu } from './probes/npmPackages.ts';
import { distinct, probePythons } from './probes/pythons.ts';
import { probeTensorFlow } from './probes/tensorflow.ts';
import { probeTorches } from './probes/torch.ts';

export const gatherMachineFacts = async (machine: Machine): Promise<MachineFacts> => ({
  host: probeHost(machine),
  ...(await probeDriver(machine)),
  visibleDevices: machine.env.CUDA_VISIBLE_DEVICES,
});

/** @param seen what was gathered of the machine already */
export const gatherFacts = async (
  machine: Machine,
  seen: Promise<MachineFacts> | MachineFacts = gatherMachineFacts(machine),
): Promise<Facts> => {
  const [machineFacts, pythons, tfjsNodeGpu] = await Promise.all([
    seen,
    probePythons(machine),
    probeTfjsNodeGpu(machine),
  ]);
  return {
    ...machineFacts,
    pythons: distinct(pythons),
    torches: probeTorches(machine, pythons),
    tensorflow: await probeTensorFlow(machine, pythons),
    tfjsNodeGpu,
    packages: probePackages(machine),
    wasm: machine.wasm,
  };
};
