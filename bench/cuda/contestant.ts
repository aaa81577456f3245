import type { Contestant, Network } from '../contestants/contestant.ts';
import { tfjsBatches } from '../contestants/tfjsBatches.ts';
import { stepsOf } from './network.ts';
import { startOn } from './onDevice.ts';
import type { Device } from './options.ts';

export interface DeviceTask {
  readonly device: Device;
  readonly network: Network;
  readonly batch: number;
  readonly tf32: boolean;
}

/** Kindling's training step, with nothing read back until the steps of a turn are asked for. */
export const kindlingOn = async ({ device, network, batch, tf32 }: DeviceTask): Promise<Contestant> => {
  const { versions, device: name } = await startOn(device, { tf32 });
  const { step, loss } = stepsOf(network);
  const nextBatch = tfjsBatches(batch);
  return {
    note: `torch ${versions.torch}, ${name}${tf32 ? ', TF32' : ''}`,
    step: async () => step(nextBatch()),
    settle: loss,
  };
};
